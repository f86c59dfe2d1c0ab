import { listDurableObjectIds, reset, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sha256 } from '../../../src/crypto.ts';
import type { Article, Evidence } from '../../../src/domain/article.ts';
import { writePublished } from '../../../src/storage/published/published.ts';
import {
  call,
  callJson,
  EDITOR,
  env,
  pollPath,
  put,
  realArticle,
  REVIEWED,
} from '../../helpers.ts';

afterEach(() => reset());
afterEach(() => vi.useRealTimers());

const SOURCE =
  'The north said: “We will open the port — soon.” The south has not answered for 40 days.';
/** Another in each test: the isolate remembers what it has read. */
let id = '';
let path = '';
let made = 0;
beforeEach(() => {
  id = `port-${(made += 1)}`;
  path = `/v1/articles/${id}`;
});

/** A short article with one position, shown by these words. */
const articleOf = (evidence: Partial<Evidence>, more: Partial<Article> = {}): Article => ({
  id,
  title: 'The port',
  titleBy: 'editor',
  language: 'en',
  actors: [{ id: 'north', name: 'North', kind: 'country', voices: [] }],
  topics: [
    {
      id: 'port',
      name: 'Port',
      propositions: [{ id: 'open', text: 'The port should open.', kind: 'policy' }],
    },
  ],
  positions: [
    {
      actor: 'north',
      proposition: 'open',
      stance: 'supports',
      summary: 'It will.',
      evidence: [{ exact: 'We will open the port', attribution: 'direct', ...evidence }],
    },
  ],
  polls: [],
  ...more,
});
const forged = () =>
  articleOf(
    { exact: 'We will never open anything', verified: 'exact' },
    { source: { sha256: 'a'.repeat(64) } },
  );

const send = (body: unknown, headers: Readonly<Record<string, string>> = EDITOR) =>
  call(path, {
    method: 'PUT',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
const published = async () => (await callJson<Article>(path)).body;
const nothingIsStored = async () => {
  expect((await call(path)).status).toBe(404);
  expect((await env.POSITIONS.list()).keys).toEqual([]);
  const own = env.PUBLISHER.idFromName(id);
  const objects = await listDurableObjectIds(env.PUBLISHER);
  expect(objects.some((object) => object.equals(own))).toBe(false);
};

describe('without its text an article', () => {
  test.each([
    ['says that invented words were found', {}],
    [
      'says that this service found them',
      { verification: { by: 'service', at: '2026-01-01T00:00:00Z', sha256: 'a' } },
    ],
    [
      'says so in the right form',
      {
        verification: { by: 'service', at: '2026-01-01T00:00:00Z', sha256: 'a'.repeat(64) },
      },
    ],
  ])('is refused and nothing stored where an editor %s', async (_, more) => {
    const answer = await send({ article: { ...forged(), ...more } });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ type: '/problems/invalid-article' });
    await nothingIsStored();
  });

  test('is refused where nobody says that its quotations were found', async () => {
    expect((await send({ article: articleOf({}) })).status).toBe(422);
    await nothingIsStored();
  });

  test('is refused with what to do', async () => {
    const answer = await send({ article: forged() });
    expect(await answer.json()).toMatchObject({
      faults: [
        {
          kind: 'source-missing',
          path: 'source',
          message: expect.stringContaining('send the article’s text beside it'),
        },
      ],
    });
  });

  test('is taken from who may vouch for it, and says that an editor did', async () => {
    const said = { by: 'service', at: '2020-01-01T00:00:00Z', sha256: 'b'.repeat(64) } as const;
    const answer = await send({ article: { ...forged(), verification: said } }, REVIEWED);
    expect(answer.status).toBe(201);
    const { verification } = await published();
    expect(verification).toMatchObject({ by: 'editor', sha256: 'a'.repeat(64) });
    expect(verification?.at).not.toBe(said.at);
  });

  test('needs its quotations found before anyone can vouch for them', async () => {
    const answer = await send({ article: articleOf({}) }, REVIEWED);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      faults: [
        { kind: 'unverified', path: 'positions[0].evidence[0].verified' },
        { kind: 'unverified', path: 'source.sha256' },
      ],
    });
    await nothingIsStored();
  });

  test('needs nobody’s word where it quotes nothing', async () => {
    expect((await send({ article: articleOf({}, { positions: [] }) })).status).toBe(201);
    expect(await published()).not.toHaveProperty('verification');
  });
});

describe('with its text an article', () => {
  test('is published as this service found it, whatever it says itself', async () => {
    const article = articleOf({ exact: 'We will open the port - soon', verified: 'exact' });
    expect((await send({ article, source: SOURCE })).status).toBe(201);
    const { verification, positions, source } = await published();
    const hash = await sha256(SOURCE);
    expect(verification).toEqual({ by: 'service', at: expect.any(String), sha256: hash });
    expect(Math.abs(Date.parse(verification?.at ?? '') - Date.now())).toBeLessThan(60_000);
    expect(source?.sha256).toBe(hash);
    expect(positions[0]?.evidence[0]?.verified).toBe('normalized');
  });

  test('is named with who found its quotations in every answer about it', async () => {
    await send({ article: articleOf({}), source: SOURCE });
    const { verification } = await published();
    for (const part of ['comparison', 'agreement']) {
      const { body } = await callJson<{ article: object }>(`${path}/${part}`);
      expect(body.article, part).toMatchObject({ verification });
    }
  });

  test.each([
    ['invented words', 'We will never open it', 'quotation-words'],
    ['words cut in a number', 'has not answered for 4', 'quotation-cut-number'],
  ])('is refused for %s, and nothing stored', async (_, exact, kind) => {
    const answer = await send({ article: articleOf({ exact, verified: 'exact' }), source: SOURCE });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      faults: [{ kind, path: 'positions[0].evidence[0].exact', line: 1 }],
    });
    await nothingIsStored();
  });

  test('is refused where the text is another than the one it was checked with', async () => {
    const article = articleOf({}, { source: { sha256: 'a'.repeat(64) } });
    const answer = await send({ article, source: SOURCE }, REVIEWED);
    expect(await answer.json()).toMatchObject({
      faults: [{ kind: 'source-changed', path: 'source.sha256' }],
    });
    await nothingIsStored();
  });

  test('has the hash of the bytes, a byte order mark included', async () => {
    const source = `\ufeff${SOURCE}`;
    await send({ article: articleOf({}), source });
    expect((await published()).verification?.sha256).toBe(await sha256(source));
  });

  test('leaves nothing of the text behind but what is quoted', async () => {
    await send({ article: articleOf({}), source: SOURCE });
    const [key] = (await env.POSITIONS.list()).keys;
    expect(JSON.stringify(key)).not.toContain('has not answered');
    expect(await env.POSITIONS.get(key?.name ?? '')).not.toContain('has not answered');
    await runInDurableObject(env.PUBLISHER.getByName(id), async (_, { storage }) => {
      const tables = storage.sql.exec<{ name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'`,
      );
      const rows = [...tables].map(({ name }) => [...storage.sql.exec(`SELECT * FROM ${name}`)]);
      const kept = JSON.stringify(rows);
      expect(kept).toContain('version');
      expect(kept).not.toContain('has not answered');
    });
  });

  test('is the same version when it is sent again, with the time of the first', async () => {
    const body = { article: articleOf({}), source: SOURCE };
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    await send(body);
    const [first, etag] = [await published(), (await call(path)).headers.get('ETag')];
    vi.setSystemTime(Date.now() + 3_600_000);
    expect((await send(body)).status).toBe(200);
    expect(await published()).toEqual(first);
    expect((await call(path)).headers.get('ETag')).toBe(etag);
  });

  test('has its faults counted beyond a hundred', async () => {
    const propositions = Array.from({ length: 60 }, (_, i) => ({
      id: `p${i}`,
      text: 'It is so.',
      kind: 'fact' as const,
    }));
    const [position] = articleOf({}).positions;
    const positions = propositions.map((proposition) => ({
      ...position,
      proposition: proposition.id,
      evidence: ['Nobody said it', 'Nobody said that'].map((exact) => ({
        exact,
        attribution: 'direct',
      })),
    }));
    const topics = [{ id: 'port', name: 'Port', propositions }];
    const answer = await send({ article: { ...articleOf({}), topics, positions }, source: SOURCE });
    const { faults, unlisted } = await answer.json<{ faults: unknown[]; unlisted: number }>();
    expect(faults).toHaveLength(100);
    expect(unlisted).toBe(20);
  });
});

describe('a publication', () => {
  test.each([
    ['is a bare article', () => articleOf({})],
    ['has a field that is not known', () => ({ article: articleOf({}), text: SOURCE })],
    ['has a text that is none', () => ({ article: articleOf({}), source: 7 })],
    ['has half a surrogate pair', () => ({ article: articleOf({}), source: `${SOURCE}\ud800` })],
    ['has no article', () => ({ source: SOURCE })],
  ])('that %s is refused as a body', async (_, body) => {
    const answer = await send(body());
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ type: '/problems/invalid-body' });
    await nothingIsStored();
  });

  test('is all that a token is for which only vouches', async () => {
    await put(realArticle());
    const answer = await call(pollPath('/close'), { method: 'POST', headers: REVIEWED });
    expect(answer.status).toBe(401);
  });
});

test('an article stored before anyone said who found its quotations is read on', async () => {
  const article = articleOf({ verified: 'exact' }, { source: { sha256: 'a'.repeat(64) } });
  await writePublished(env.POSITIONS, { version: 'v', article });
  expect(await published()).toEqual(article);
  const { body } = await callJson<{ article: object }>(`${path}/comparison`);
  expect(body.article).not.toHaveProperty('verification');
  for (const form of ['comparison.csv', 'comparison.md', 'comparison.html'])
    expect((await call(`${path}/${form}`)).status).toBe(200);
  expect((await call(`/articles/${id}`)).status).toBe(200);
});
