import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  EMPTY_FOR,
  LAST_KNOWN,
  MEMORY_AGE,
  READ_LIMIT,
} from '../../../src/storage/published/memory.ts';
import { sealCursor } from '../../../src/storage/published/cursor.ts';
import { listPublished, readPublished } from '../../../src/storage/published/published.ts';
import { ARTICLE, env, publish, realArticle } from '../../helpers.ts';

const START = 1_800_000_000_000;
const at = (now: number) => vi.spyOn(Date, 'now').mockReturnValue(START + now);
const read = () => readPublished(env.POSITIONS, ARTICLE);
const list = () => listPublished(env.POSITIONS, 10, undefined);
const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
const never = () => new Promise<never>(() => undefined);

/** What KV answers to every read while a part of a test runs. */
function kvAnswers(how: (options?: { cursor?: string | null }) => unknown) {
  const answer = how as () => Promise<never>;
  vi.spyOn(env.POSITIONS, 'list').mockImplementation(answer);
  return vi.spyOn(env.POSITIONS, 'get').mockImplementation(answer);
}

/** A newer version, cut short. */
async function half(): Promise<ArrayBuffer> {
  const whole = (await env.POSITIONS.get(`article:${ARTICLE}`)) ?? '';
  return bytes(whole.replace(/"version":"./, '"version":"x').slice(0, 5_000));
}

beforeEach(async () => {
  await publish();
  at(0);
  await read();
  await list();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

describe('what is known is answered, with its age,', () => {
  test.each([
    ['fails', () => Promise.reject(new Error('KV GET failed: 500 Internal Server Error'))],
    ['is asked too often', () => Promise.reject(new Error('KV GET failed: 429 Too Many Requests'))],
    [
      'throws at once',
      () => {
        throw new Error('no');
      },
    ],
    ['is empty for a moment', async () => null],
    ['answers with a page of its own', async () => bytes('<html>Bad gateway</html>')],
    [
      'answers with a line and nothing after it',
      async () => bytes('{"version":"x","lengths":[10,10]}\n'),
    ],
    ['answers with other JSON', async () => bytes('{"version":"x","lengths":[2,2]}\n[][]')],
    ['hangs', never],
  ])('when KV %s', async (_, how) => {
    at(30_000);
    kvAnswers(how);
    expect(await read()).toMatchObject({ age: 30 });
    expect((await read())?.published().article.title).toBe(realArticle().title);
  });

  test('when KV answers with the first half', async () => {
    const cut = await half();
    at(30_000);
    kvAnswers(async () => cut);
    expect(await read()).toMatchObject({ age: 30 });
  });

  test('also of the list', async () => {
    at(30_000);
    kvAnswers(() => Promise.reject(new Error('no')));
    expect(await list()).toMatchObject({
      ok: true,
      value: { age: 30, articles: [{ id: ARTICLE }] },
    });
    kvAnswers(async () => ({ keys: [], list_complete: true }));
    at(32_000);
    expect(await list()).toMatchObject({
      ok: true,
      value: { age: 32, articles: [{ id: ARTICLE }] },
    });
  });
});

test('what KV answers has no age, and what it answers again is taken', async () => {
  expect(await read()).toMatchObject({ age: 0 });
  at(30_000);
  kvAnswers(() => Promise.reject(new Error('no')));
  await read();
  vi.restoreAllMocks();
  at(30_000 + MEMORY_AGE);
  expect(await read()).toMatchObject({ age: 0 });
});

test('a KV that fails is asked once in a while, not by everyone', async () => {
  at(30_000);
  const get = kvAnswers(() => Promise.reject(new Error('no')));
  for (let n = 0; n < 20; n += 1) await read();
  expect(get).toHaveBeenCalledTimes(1);
  at(30_000 + MEMORY_AGE);
  for (let n = 0; n < 20; n += 1) await read();
  expect(get).toHaveBeenCalledTimes(2);
});

test('a KV that hangs holds one reader for as long as it says, and the others not at all', async () => {
  at(30_000);
  kvAnswers(never);
  await read();
  at(30_000 + MEMORY_AGE);
  vi.mocked(Date.now).mockRestore();
  const started = performance.now();
  at(30_000 + MEMORY_AGE);
  const first = read();
  await read();
  expect(performance.now() - started).toBeLessThan(READ_LIMIT / 2);
  await first;
});

test('a slow answer is taken when it comes', async () => {
  at(30_000);
  const value = await env.POSITIONS.get(`article:${ARTICLE}`, 'arrayBuffer');
  let come: (value: ArrayBuffer | null) => void = () => undefined;
  kvAnswers(() => new Promise((resolve) => (come = resolve)));
  expect(await read()).toMatchObject({ age: 30 });
  come(value);
  await vi.waitFor(async () => expect(await read()).toMatchObject({ age: 0 }));
});

test('nothing is answered that is older than is promised', async () => {
  kvAnswers(() => Promise.reject(new Error('no')));
  at(LAST_KNOWN);
  expect(await read()).toMatchObject({ age: LAST_KNOWN / 1000 });
  at(LAST_KNOWN + MEMORY_AGE);
  await expect(read()).rejects.toThrow();
  expect(await list()).toMatchObject({ ok: false, problem: { tag: 'unreachable' } });
});

test('what stays away is gone', async () => {
  kvAnswers(async () => null);
  at(600_000);
  expect(await read()).toMatchObject({ age: 600 });
  at(600_000 + EMPTY_FOR - 1);
  expect(await read()).not.toBeNull();
  at(600_000 + EMPTY_FOR + MEMORY_AGE);
  expect(await read()).toBeNull();
});

test('what was never known is not made up', async () => {
  kvAnswers(() => Promise.reject(new Error('no')));
  await expect(readPublished(env.POSITIONS, 'unheard-of')).rejects.toThrow();
});

test('that an article is not there is not answered for long', async () => {
  await readPublished(env.POSITIONS, 'not-yet');
  at(2 * MEMORY_AGE);
  kvAnswers(() => Promise.reject(new Error('no')));
  await expect(readPublished(env.POSITIONS, 'not-yet')).rejects.toThrow();
});

test('a cursor that KV does not know is the client’s fault, a list that fails is not', async () => {
  const cursor = await sealCursor('nonsense');
  const asking = () => listPublished(env.POSITIONS, 10, cursor);
  kvAnswers((options?: { cursor?: string | null }) =>
    options?.cursor
      ? Promise.reject(new Error('KV GET failed: 400 invalid cursor'))
      : Promise.resolve({ keys: [], list_complete: true, cacheStatus: null }),
  );
  expect(await asking()).toMatchObject({
    ok: false,
    problem: { tag: 'invalid-parameter', parameter: 'cursor' },
  });
  kvAnswers(() => Promise.reject(new Error('KV GET failed: 500 Internal Server Error')));
  expect(await asking()).toMatchObject({ ok: false, problem: { tag: 'unreachable' } });
});
