import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { app } from '../../src/http/app.ts';
import {
  ARTICLE,
  call,
  EDITOR,
  env,
  newVoter,
  pollPath,
  publish,
  put,
  realArticle,
} from '../helpers.ts';

beforeEach(() => publish());
afterEach(() => reset());

/** What a refusal may weigh (characters) and take (ms), on a machine with much else to do. */
const SMALL = 32_000;
const AT_ONCE = 5_000;
const JSON_BODY = { 'Content-Type': 'application/json' };

/** Holds an answer to be a small problem that came at once; returns its body. */
async function refused(asked: Promise<Response>, status: number, tag: string) {
  const before = performance.now();
  const answer = await asked;
  const text = await answer.text();
  expect(answer.status, text.slice(0, 300)).toBe(status);
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  expect(text.length).toBeLessThan(SMALL);
  expect(performance.now() - before).toBeLessThan(AT_ONCE);
  const body = JSON.parse(text) as Record<string, unknown>;
  expect(body).toMatchObject({ type: `/problems/${tag}` });
  return body;
}

const publishText = (body: string) =>
  call(`/v1/articles/${ARTICLE}`, { method: 'PUT', headers: { ...EDITOR, ...JSON_BODY }, body });

describe('JSON that is nested deep', () => {
  const deep = (open: string, close: string) => open.repeat(100_000) + close.repeat(100_000);

  test.each([
    ['lists', deep('[', ']')],
    ['objects', deep('{"a":', '}')],
    ['lists in a field of an article', `{"positions":${deep('[', ']')}}`],
    ['what is never closed', '['.repeat(100_000)],
  ])('is refused: %s', async (_, body) => {
    const { faults } = await refused(publishText(body), 400, 'invalid-body');
    expect(faults).toEqual([{ path: '', message: 'is nested more than 32 deep' }]);
  });

  test('is refused of voters and in resolutions too', async () => {
    const headers = { ...JSON_BODY, 'Standpoint-Voter': await newVoter() };
    const body = `{"outcome":${'['.repeat(400)}${']'.repeat(400)}}`;
    await refused(call(pollPath('/ballot'), { method: 'PUT', headers, body }), 400, 'invalid-body');
    const editors = { ...JSON_BODY, ...EDITOR };
    const path = pollPath('/resolution');
    await refused(call(path, { method: 'PUT', headers: editors, body }), 400, 'invalid-body');
  });

  test('brackets in a text are no depth', async () => {
    const title = `${'[{'.repeat(50)} \\" \\\\`;
    const { status } = await put({ ...realArticle(), id: 'brackets', title }, 'brackets');
    expect(status).toBe(201);
  });
});

describe('an article of nothing but faults', () => {
  const flood = (entry: string, n: number) => `[${Array(n).fill(entry).join(',')}]`;
  const withField = (field: string, value: string) =>
    JSON.stringify({ article: { ...realArticle(), [field]: '@' } }).replace('"@"', () => value);

  test.each([
    ['positions', flood('{}', 400_000)],
    ['topics', flood('{}', 400_000)],
    ['actors', flood('{"id":"a","voices":[{},{},{},{}]}', 40_000)],
    ['polls', `[{"outcomes":${flood('{}', 400_000)}}]`],
    ['positions', flood(`{"evidence":[{"translations":${flood('{}', 400)}}]}`, 1_000)],
    ['topics', flood(`{"id":"${'a'.repeat(64)}"}`, 40_000)],
    ['embedders', flood('"x"', 400_000)],
  ])('is answered with the first hundred: %s', async (field, value) => {
    const body = await refused(publishText(withField(field, value)), 422, 'invalid-article');
    expect(body['faults']).toHaveLength(100);
    expect(body['unlisted']).toBeGreaterThan(100);
    expect(body['detail']).toMatch(/^[\d,]+ or more things? to mend/);
  });

  test('quotes no fault at length', async () => {
    const long = 'x'.repeat(1_000_000);
    const article = { ...realArticle(), [long]: 1, language: long, actors: long };
    await refused(put(article), 422, 'invalid-article');
  });

  test('with a few faults has all of them listed', async () => {
    const article = { ...realArticle(), title: '', language: 'x' };
    const body = await refused(put(article), 422, 'invalid-article');
    expect(body['faults']).toHaveLength(2);
    expect(body).not.toHaveProperty('unlisted');
  });
});

describe('a form', () => {
  const send = (type: string, body: BodyInit) =>
    call(`/articles/${ARTICLE}/polls/who-signs/ballot`, {
      method: 'POST',
      headers: { Origin: 'https://standpoint.test', 'Content-Type': type },
      body,
    });

  test.each([
    ['multipart/form-data; boundary=x', 'garbage'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--'],
    ['multipart/form-data', '--x'],
    ['multipart/form-data; boundary=""', ''],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="outcome"\r\n\r\nboth\r\n--x--\r\n',
    ],
    ['text/plain', 'outcome=both'],
    ['application/json', '{"outcome":"both"}'],
  ])('as %s is refused: %s', async (type, body) => {
    await refused(send(type, body), 415, 'unsupported-media-type');
  });

  test('with garbage in it changes nothing', async () => {
    const answer = await send('application/x-www-form-urlencoded', '%&=%ff&&=\u0000');
    expect(answer.status).toBe(303);
    expect(answer.headers.has('Set-Cookie')).toBe(false);
  });
});

describe('a cursor', () => {
  const list = (cursor: string, bindings = env) =>
    app.request(`/v1/articles?limit=1&cursor=${encodeURIComponent(cursor)}`, {}, bindings);

  test.each(['%', '..', 'a b', '{"a":1}', '\u0000', "'", 'é', 'a'.repeat(2_000)])(
    'that is of no such form is refused: %s',
    async (cursor) => {
      await refused(Promise.resolve(list(cursor)), 400, 'invalid-parameter');
    },
  );

  test.each(['garbage', 'AAAA', 'Z2FyYmFnZQ', 'YXJ0aWNsZTphbm90aGVy', '0'.repeat(64)])(
    'that no answer gave is refused, though KV takes it: %s',
    async (cursor) => {
      await refused(Promise.resolve(list(cursor)), 400, 'invalid-parameter');
    },
  );

  /** One that an answer gave. */
  const given = async (): Promise<string> => {
    await publish({ ...realArticle(), id: 'another' });
    const answer = await call('/v1/articles?limit=1');
    return (await answer.json<{ cursor: string }>()).cursor;
  };

  /** KV as it is on Cloudflare, which throws for a cursor that is none of its own. */
  const throwing = (fails: (options?: KVNamespaceListOptions) => boolean) => {
    const kv = env.POSITIONS;
    const lists = async (options?: KVNamespaceListOptions) => {
      if (fails(options)) throw new Error('KV LIST failed: 400 Invalid cursor');
      return kv.list(options);
    };
    return { ...env, POSITIONS: { list: lists } as unknown as KVNamespace };
  };

  test('that KV does not know any more is refused', async () => {
    const cursor = await given();
    const bindings = throwing((options) => typeof options?.cursor === 'string');
    const body = await refused(Promise.resolve(list(cursor, bindings)), 400, 'invalid-parameter');
    expect(body).toMatchObject({ parameter: 'cursor' });
  });

  test('is not blamed where KV fails whatever it is asked', async () => {
    const answer = await list(
      await given(),
      throwing(() => true),
    );
    expect(answer.status).toBeGreaterThanOrEqual(500);
  });

  test('that an answer gave leads on', async () => {
    await publish({ ...realArticle(), id: 'another' });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const at: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const answer = await call(`/v1/articles?limit=1${at}`);
      const page = await answer.json<{ articles: { id: string }[]; cursor: string | null }>();
      seen.push(...page.articles.map(({ id }) => id));
      ({ cursor } = page);
    } while (cursor !== null);
    expect(seen).toEqual(['another', ARTICLE]);
  });
});

describe('an article', () => {
  const spoilt = (spoil: (article: Record<string, unknown>) => void) => {
    const article = structuredClone(realArticle()) as unknown as Record<string, unknown>;
    spoil(article);
    return put(article);
  };
  const faultAt = async (path: string, spoil: (article: Record<string, unknown>) => void) => {
    const { faults } = await refused(spoilt(spoil), 422, 'invalid-article');
    expect(faults).toContainEqual(expect.objectContaining({ path }));
  };
  const first = (article: Record<string, unknown>, list: string) =>
    (article[list] as Record<string, unknown>[])[0] ?? {};

  test.each([
    ['\u200b', 'zero width space'],
    ['\u200b\u200c\u200d\u2060\ufeff', 'others without width'],
    ['\u3164', 'Hangul filler'],
    ['\u115f\u1160\uffa0', 'its relatives'],
    ['\u2800', 'empty Braille pattern'],
    ['\u00ad', 'soft hyphen'],
    ['\u180e \u00a0\u3000', 'spaces'],
    ['\u{e0041}\u{e0042}', 'tags'],
    ['\ufe0f', 'variation selector'],
    ['\u0301', 'an accent on nothing'],
    ['\ue000', 'private use'],
  ])('with a title of %j is refused: %s', async (title) => {
    await faultAt('title', (article) => (article['title'] = title));
  });

  test.each(['Ж', '١', '漢', '🙂', '👩‍👩‍👧', 'ক্ষ', '—', 'a\u200db'])(
    'with the title %s is taken',
    async (title) => {
      expect((await put({ ...realArticle(), id: 'titled', title }, 'titled')).status).toBe(201);
    },
  );

  test.each(['2027-02-29', '2027-02-30', '2027-04-31', '2026-00-10', '2026-13-01', '0000-00-00'])(
    'published on %s is refused',
    async (published) => {
      await faultAt(
        'source.published',
        (a) => (a['source'] = { ...(a['source'] as object), published }),
      );
    },
  );

  test.each([
    '2027-02-29T00:00:00Z',
    '2027-06-31T12:00:00Z',
    '2027-06-30T24:00:00Z',
    '2027-06-30T23:59:60Z',
  ])('with a poll that closes at %s is refused', async (closes) => {
    await faultAt('polls[0].closes', (article) => (first(article, 'polls')['closes'] = closes));
  });

  test.each(['2028-02-29T00:00:00Z', '2027-12-31T23:59:59.999Z'])(
    'with a poll that closes at %s is taken',
    async (closes) => {
      const polls = realArticle().polls.map((poll) => ({ ...poll, closes }));
      expect((await put({ ...realArticle(), id: 'dated', polls }, 'dated')).status).toBe(201);
    },
  );

  test.each(['a'.repeat(64), '0'.repeat(64), 'deadbeef'.repeat(8), 'ABCDEF01'.repeat(8)])(
    'with the id %s, which looks like a hash, is refused',
    async (id) => {
      await refused(put({ ...realArticle(), id }, id), 422, 'invalid-article');
      await refused(call(`/v1/articles/${id}`), 404, 'article-not-found');
      await faultAt('polls[0].id', (article) => (first(article, 'polls')['id'] = id));
      await faultAt('actors[0].id', (article) => (first(article, 'actors')['id'] = id));
    },
  );
});
