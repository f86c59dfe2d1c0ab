import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { MEMORY_AGE } from '../../../src/storage/published/memory.ts';
import {
  MEMORY_BYTES,
  MEMORY_ENTRIES,
  readPublished,
  writePublished,
} from '../../../src/storage/published/published.ts';
import { ARTICLE, call, env, publish, realArticle } from '../../helpers.ts';

const titleOf = async () =>
  (await readPublished(env.POSITIONS, ARTICLE))?.published().article.title;

beforeEach(() => publish());
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

test('an isolate answers from memory, for as long as it says and no longer', async () => {
  const get = vi.spyOn(env.POSITIONS, 'get');
  const now = vi.spyOn(Date, 'now');
  const start = 1_800_000_000_000;
  now.mockReturnValue(start);
  const title = await titleOf();
  now.mockReturnValue(start + MEMORY_AGE - 1);
  expect(await titleOf()).toBe(title);
  expect(get).toHaveBeenCalledTimes(1);
  now.mockReturnValue(start + MEMORY_AGE);
  expect(await titleOf()).toBe(title);
  expect(get).toHaveBeenCalledTimes(2);
});

test('a crowd that comes when the memory is too old is one read', async () => {
  const now = vi.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
  await titleOf();
  const get = vi.spyOn(env.POSITIONS, 'get');
  now.mockReturnValue(1_800_000_000_000 + MEMORY_AGE);
  await Promise.all(Array.from({ length: 20 }, titleOf));
  expect(get).toHaveBeenCalledTimes(1);
});

test('what is older than twice that is never answered', async () => {
  const start = 1_800_000_000_000;
  const now = vi.spyOn(Date, 'now').mockReturnValue(start);
  await titleOf();
  const get = vi.spyOn(env.POSITIONS, 'get');
  // A crowd after an hour of quiet: each asks.
  now.mockReturnValue(start + 3_600_000);
  await Promise.all(Array.from({ length: 3 }, titleOf));
  expect(get).toHaveBeenCalledTimes(3);
  // A KV that does not answer.
  now.mockReturnValue(start + 3_600_000 + MEMORY_AGE);
  get.mockReturnValue(new Promise<never>(() => undefined));
  void titleOf();
  now.mockReturnValue(start + 3_600_000 + 2 * MEMORY_AGE - 1);
  expect(await titleOf()).toBe(realArticle().title);
  for (const later of [2, 3, 4]) {
    now.mockReturnValue(start + 3_600_000 + later * MEMORY_AGE);
    void titleOf();
  }
  expect(get).toHaveBeenCalledTimes(3 + 4);
});

test('an isolate remembers only so many articles, the newest', async () => {
  const get = vi.spyOn(env.POSITIONS, 'get');
  vi.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
  const read = (n: number) => readPublished(env.POSITIONS, `nothing-${n}`);
  for (let n = 0; n <= MEMORY_ENTRIES; n += 1) await read(n);
  get.mockClear();
  await read(1);
  expect(get).not.toHaveBeenCalled();
  await read(0);
  expect(get).toHaveBeenCalledTimes(1);
});

test('an isolate remembers only so many bytes, the newest', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
  const ids = ['large-1', 'large-2', 'large-3'];
  const embedders = ['x'.repeat(MEMORY_BYTES / 2 - 100_000)];
  for (const id of ids) {
    const article = { ...realArticle({ id }), embedders };
    await writePublished(env.POSITIONS, { version: id, article });
    await readPublished(env.POSITIONS, id);
  }
  const get = vi.spyOn(env.POSITIONS, 'get');
  for (const id of ids.slice(1)) await readPublished(env.POSITIONS, id);
  expect(get).not.toHaveBeenCalled();
  await readPublished(env.POSITIONS, 'large-1');
  expect(get).toHaveBeenCalledTimes(1);
});

test('an isolate remembers for as long that an article is not there', async () => {
  const get = vi.spyOn(env.POSITIONS, 'get');
  expect(await readPublished(env.POSITIONS, 'nothing')).toBeNull();
  expect(await readPublished(env.POSITIONS, 'nothing')).toBeNull();
  expect(get).toHaveBeenCalledTimes(1);
});

test('a publication is seen at once where it was made', async () => {
  await titleOf();
  const article = realArticle({ id: 'another', title: 'First' });
  await publish(article);
  expect((await readPublished(env.POSITIONS, 'another'))?.published().article.title).toBe('First');
});

test('each article’s stored parts name its own version', async () => {
  for (let i = 0; i < 3; i += 1)
    await publish(realArticle({ id: `copy-${i}`, title: `Copy ${i}` }));
  for (let i = 0; i < 3; i += 1) {
    const stored = await readPublished(env.POSITIONS, `copy-${i}`);
    expect(stored?.published().article.title).toBe(`Copy ${i}`);
    expect(JSON.parse(new TextDecoder().decode(stored?.comparison))).toMatchObject({
      article: { id: `copy-${i}`, version: stored?.version },
    });
  }
});

test('an article stored before propositions had a kind is read as one of policies', async () => {
  const { topics, ...others } = realArticle({ id: 'former' });
  const former = {
    ...others,
    topics: topics.map((topic) => ({
      ...topic,
      propositions: topic.propositions.map(({ id, text }) => ({ id, text })),
    })),
  };
  // The first form: no form in the header, and a comparison made without kinds.
  const [article, comparison] = [JSON.stringify(former), '{"topics":[]}'];
  const lengths = [article, comparison].map((part) => new TextEncoder().encode(part).byteLength);
  const header = JSON.stringify({ version: 'f'.repeat(64), lengths });
  await env.POSITIONS.put('article:former', `${header}\n${article}${comparison}`);

  const kinds = ({ topics: all }: Pick<Article, 'topics'>) =>
    new Set(all.flatMap(({ propositions }) => propositions.map(({ kind }) => kind)));
  const stored = await readPublished(env.POSITIONS, 'former');
  expect(stored?.published().version).toBe('f'.repeat(64));
  expect(kinds(stored?.published().article ?? { topics: [] })).toEqual(new Set(['policy']));
  for (const path of ['/v1/articles/former', '/v1/articles/former/comparison']) {
    const answer = await call(path);
    expect(answer.headers.get('ETag')).toBe(`"${'f'.repeat(64)}"`);
    expect([path, kinds(await answer.json())]).toEqual([path, new Set(['policy'])]);
  }
  const page = await (await call('/articles/former')).text();
  expect(page).toContain('Opposes');
  expect(page).not.toContain('Disputes');
});
