import { createExecutionContext, reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Comparison } from '../../../src/domain/comparison.ts';
import { app } from '../../../src/http/app.ts';
import { ARTICLE, call, callJson, EDITOR, env, put, publish, realArticle } from '../../helpers.ts';

const COMPARISON = `/v1/articles/${ARTICLE}/comparison`;

beforeEach(() => publish());
afterEach(() => reset());

describe('the comparison', () => {
  test('sets every actor beside every other', async () => {
    const { status, body } = await callJson<Comparison>(COMPARISON);
    expect(status).toBe(200);
    expect(body.actors).toHaveLength(4);
    expect(body.topics.map(({ id }) => id)).toEqual(['rare-earths', 'aid']);
    for (const { cells } of body.topics.flatMap(({ propositions }) => propositions)) {
      expect(Object.keys(cells)).toHaveLength(4);
    }
  });

  test('narrows to a selection', async () => {
    const { body } = await callJson<Comparison>(`${COMPARISON}?actors=russia,europe&topics=aid`);
    expect(body.actors.map(({ id }) => id)).toEqual(['russia', 'europe']);
    expect(body.topics.map(({ id }) => id)).toEqual(['aid']);
  });

  test.each([
    ['actors=atlantis', 'actors', 'europe'],
    ['topics=weather', 'topics', 'aid'],
    ['actors=', 'actors', 'russia'],
    ['actors=russia&actors=europe', 'actors', undefined],
    [`actors=${'a'.repeat(5_000)}`, 'actors', undefined],
  ])('refuses ?%.30s', async (query, parameter, known) => {
    const { status, headers, body } = await callJson<{ known?: string[] }>(
      `${COMPARISON}?${query}`,
    );
    expect(status).toBe(400);
    expect(headers.get('Content-Type')).toBe('application/problem+json');
    expect(body).toMatchObject({ type: '/problems/invalid-parameter', parameter });
    if (known !== undefined) expect(body.known).toContain(known);
  });

  test('is sent once to a client that keeps it', async () => {
    const etag = (await call(COMPARISON)).headers.get('ETag') ?? '';
    const again = await call(COMPARISON, { headers: { 'If-None-Match': `"other", W/${etag}` } });
    expect(again.status).toBe(304);
    expect(again.headers.get('ETag')).toBe(etag);
    expect(await again.text()).toBe('');
  });

  test('is sent whole and as 304 by turns, each with the same headers every time', async () => {
    const first = await call(COMPARISON);
    const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' };
    const shared = Object.fromEntries(first.headers);
    expect(shared).toMatchObject({ 'cache-tag': `article-${ARTICLE}` });
    expect(shared['cache-control']).toContain('stale-while-revalidate');
    const body = await first.text();
    const { 'content-type': _, ...withoutType } = shared;
    for (const turn of [1, 2, 3]) {
      const kept = await call(COMPARISON, { headers });
      expect([turn, kept.status, Object.fromEntries(kept.headers)]).toEqual([
        turn,
        304,
        withoutType,
      ]);
      const head = await call(COMPARISON, { method: 'HEAD', headers });
      expect([head.status, await head.text()]).toEqual([304, '']);
      const whole = await call(COMPARISON);
      expect(Object.fromEntries(whole.headers)).toEqual(shared);
      expect(await whole.text()).toBe(body);
    }
  });

  test.each(['', '.csv', '.md', '.html'])(
    '%s is kept, tagged and asked for again',
    async (form) => {
      for (const path of [`${COMPARISON}${form}`, `${COMPARISON}${form}?actors=russia,europe`]) {
        const first = await call(path);
        const etag = first.headers.get('ETag') ?? '';
        expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
        expect(first.headers.get('Cache-Tag')).toBe(`article-${ARTICLE}`);
        expect(first.headers.get('Cache-Control')).toMatch(
          /max-age=60, stale-while-revalidate=600$/,
        );
        for (const known of [etag, `W/${etag}`, `"x" , W/${etag},"y"`, '*']) {
          const again = await call(path, { headers: { 'If-None-Match': known } });
          expect([known, again.status]).toEqual([known, 304]);
        }
        const stale = `"${etag.slice(2)}, ${etag.slice(1, -1)}`;
        expect((await call(path, { headers: { 'If-None-Match': stale } })).status).toBe(200);
        const head = await call(path, { method: 'HEAD' });
        expect([head.status, await head.text(), head.headers.get('ETag')]).toEqual([200, '', etag]);
      }
    },
  );

  test('may be read from any origin', async () => {
    const { headers } = await call(COMPARISON, { headers: { Origin: 'https://paper.example' } });
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.has('Access-Control-Allow-Credentials')).toBe(false);
  });
});

describe('the list of articles', () => {
  test('goes on from its cursor and ends', async () => {
    for (const id of ['a-second', 'b-third']) await publish(realArticle({ id }));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await callJson<{ articles: { id: string }[]; cursor: string | null }>(
        `/v1/articles?limit=1${from}`,
      );
      seen.push(...body.articles.map(({ id }) => id));
      cursor = body.cursor;
    }
    expect(seen).toEqual(['a-second', 'b-third', ARTICLE]);
  });

  test.each(['limit=0', 'limit=201', 'limit=ten'])('refuses %s', async (query) => {
    expect((await call(`/v1/articles?${query}`)).status).toBe(400);
  });
});

describe('publishing', () => {
  const changed = realArticle({ title: 'A changed title' });
  const tagOf = async () => (await call(`/v1/articles/${ARTICLE}`)).headers.get('ETag') ?? '';

  test('replaces the version it names', async () => {
    const before = await tagOf();
    const answer = await put(changed, ARTICLE, { 'If-Match': before });
    expect(answer.status).toBe(200);
    const { body, headers } = await callJson<{ title: string }>(`/v1/articles/${ARTICLE}`);
    expect(body.title).toBe('A changed title');
    expect(headers.get('ETag')).toBe(answer.headers.get('ETag'));
    expect(headers.get('ETag')).not.toBe(before);
  });

  test('takes a file as it is, and does not publish where its schema is', async () => {
    const before = await tagOf();
    const answer = await put({ $schema: '../article.schema.json', ...realArticle() });
    expect(answer.status).toBe(200);
    const { body, headers } = await callJson(`/v1/articles/${ARTICLE}`);
    expect(headers.get('ETag')).toBe(before);
    expect(Object.keys(body)).not.toContain('$schema');
  });

  test('refuses to replace what it does not name', async () => {
    expect((await put(changed)).status).toBe(428);
    expect((await put(changed, ARTICLE, { 'If-Match': '"another"' })).status).toBe(412);
    expect((await put(changed, ARTICLE, { 'If-None-Match': '*' })).status).toBe(412);
  });

  test.each([
    ['whatever is there', () => '*', 200],
    ['one of several', (tag: string) => `"other", ${tag} ,"third"`, 200],
    ['a tag with a comma in it beside the right one', (tag: string) => `"a,b", ${tag}`, 200],
    ['a weak tag, which is never strongly the same', (tag: string) => `W/${tag}`, 412],
    ['a weak tag beside the right one', (tag: string) => `W/"other", ${tag}`, 200],
    ['several others', () => '"one", "two"', 412],
    ['a tag without its quotation marks', (tag: string) => tag.slice(1, -1), 412],
  ])('in place of %s', async (_, ifMatch, status) => {
    const answer = await put(changed, ARTICLE, { 'If-Match': ifMatch(await tagOf()) });
    expect(answer.status).toBe(status);
  });

  test('replaces nothing where nothing is, whatever it names', async () => {
    for (const header of ['*', '"any"', 'W/"any"']) {
      const answer = await put({ ...changed, id: 'new' }, 'new', { 'If-Match': header });
      expect(answer.status).toBe(412);
      expect(await answer.json()).toMatchObject({ current: null });
    }
    const first = { 'If-None-Match': '*' };
    expect((await put({ ...changed, id: 'new' }, 'new', first)).status).toBe(201);
  });

  test('is refused where what is there is what may not be there', async () => {
    const tag = await tagOf();
    for (const header of ['*', tag, `W/${tag}`, `"other", ${tag}`]) {
      const answer = await put(changed, ARTICLE, { 'If-Match': tag, 'If-None-Match': header });
      expect([header, answer.status]).toEqual([header, 412]);
    }
    const other = { 'If-Match': tag, 'If-None-Match': '"other"' };
    expect((await put(changed, ARTICLE, other)).status).toBe(200);
  });

  test('lets one of two editors win', async () => {
    const before = { 'If-Match': await tagOf() };
    const answers = await Promise.all([
      put(changed, ARTICLE, before),
      put(realArticle({ title: 'Another title' }), ARTICLE, before),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  test('makes the platform’s cache forget what is made of the article, where there is one', async () => {
    const purge = vi.fn(async () => ({ success: true }));
    const init = {
      method: 'PUT',
      headers: { ...EDITOR, 'Content-Type': 'application/json', 'If-Match': await tagOf() },
      body: JSON.stringify(changed),
    };
    const context = Object.assign(createExecutionContext(), { cache: { purge } });
    const answer = await app.request(`/v1/articles/${ARTICLE}`, init, env, context);
    expect(answer.status).toBe(200);
    const tag = (await call(COMPARISON)).headers.get('Cache-Tag');
    expect(purge.mock.calls).toEqual([[{ tags: [tag] }]]);
  });

  test('takes the same content again', async () => {
    expect((await put(realArticle())).status).toBe(200);
  });

  test('is for editors', async () => {
    const answer = await put(changed, ARTICLE, { Authorization: 'Bearer somebody-else' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer');
  });

  test('names what is wrong with an article', async () => {
    const positions = realArticle().positions.map((position) =>
      Object.assign(position, { actor: 'nobody' }),
    );
    const answer = await put({ ...realArticle(), positions });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      type: '/problems/invalid-article',
      faults: expect.arrayContaining([
        expect.objectContaining({ kind: 'unknown-actor', path: 'positions[0].actor' }),
      ]),
    });
  });

  test('refuses another id than the URL’s', async () => {
    expect((await put(realArticle(), 'another')).status).toBe(422);
  });
});
