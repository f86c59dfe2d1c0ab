import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import type { Env } from '../../src/env.ts';
import { app } from '../../src/http/app.ts';
import { call, castBallot, env, newVoter, pollPath, publish } from '../helpers.ts';

/** What the service answers where something else is bound to it than usual. */
const ask = (path: string, bindings: Partial<Env>, init?: RequestInit) =>
  app.request(path, init, { ...env, ...bindings });
const health = async (bindings: Partial<Env>) => {
  const answer = await ask('/healthz', bindings);
  const { parts } = await answer.json<{ parts?: object }>();
  return { status: answer.status, parts };
};
const kv = (list: KVNamespace['list']) =>
  ({ ...env.POSITIONS, list }) as unknown as Env['POSITIONS'];

let logged: MockInstance<typeof console.error>;
beforeEach(() => {
  logged = vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

test('a service without an article is not ready', async () => {
  const answer = await call('/healthz');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({
    type: '/problems/not-ready',
    detail: 'articles: none is published',
    parts: { articles: 'none is published' },
  });
});

describe('with an article', () => {
  beforeEach(() => publish());

  test('it is ready, and no cache keeps that', async () => {
    const answer = await call('/healthz');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store');
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(await answer.json()).toEqual({ status: 'ok' });
  });

  test.each([
    [{ VOTER_KEYS: '' }, 'VOTER_KEYS is not set'],
    [{ VOTER_KEYS: 'k1:REPLACE-ME' }, 'VOTER_KEYS holds a placeholder'],
    [{ VOTER_KEYS: 'k1:c2hvcnQ' }, 'VOTER_KEYS must have secrets of 32 random bytes'],
    [{ EDITOR_TOKEN_HASHES: '' }, 'EDITOR_TOKEN_HASHES is not set'],
    [{ TURNSTILE_SECRET: 'secret' }, 'must be set together'],
    [{ PUBLIC_ORIGIN: 'http://paper.example' }, 'PUBLIC_ORIGIN must be an https origin'],
  ])('it is not ready with %j, and says why there and in the log', async (bindings, reason) => {
    const { status, parts } = await health(bindings);
    expect(status).toBe(503);
    expect(parts).toEqual({ configuration: expect.stringContaining(reason) });
    expect(logged).toHaveBeenCalledWith(expect.stringContaining(reason));
  });

  test('it is not ready where KV fails, or does not answer', async () => {
    const failing = kv(() => Promise.reject(new Error('KV is away')));
    expect(await health({ POSITIONS: failing })).toEqual({
      status: 503,
      parts: { store: 'KV answers with an error' },
    });
    const silent = kv(() => new Promise(() => {}));
    expect(await health({ POSITIONS: silent })).toEqual({
      status: 503,
      parts: { store: expect.stringContaining('has not answered') },
    });
  });

  test('a token that is forged with the example’s key is not counted', async () => {
    const example = { VOTER_KEYS: 'k1:REPLACE-ME' };
    const minted = await ask('/v1/voters', example, { method: 'POST' });
    expect(minted.status).toBe(503);
    expect(await minted.json()).toMatchObject({ type: '/problems/misconfigured' });
    const answer = await ask(pollPath('/ballot'), example, {
      method: 'PUT',
      headers: { 'Standpoint-Voter': await newVoter(), 'Content-Type': 'application/json' },
      body: JSON.stringify({ outcome: 'both' }),
    });
    expect(answer.status).toBe(503);
    const standings = await call(pollPath('/standings'));
    expect(await standings.json()).toMatchObject({ total: 0 });
  });

  test('what needs nothing broken is answered', async () => {
    const broken = { VOTER_KEYS: '', EDITOR_TOKEN_HASHES: '' };
    expect((await ask('/v1/articles', broken)).status).toBe(200);
    expect((await ask(pollPath(''), broken)).status).toBe(200);
    const cookie = { headers: { Cookie: `__Host-standpoint-voter=${await newVoter()}` } };
    expect((await ask('/', broken, cookie)).status).toBe(200);
  });

  test('the settings are read once, not for each request', async () => {
    const bindings = { ...env, VOTER_KEYS: 'k1:REPLACE-ME' };
    for (let i = 0; i < 5; i += 1) await app.request('/v1/voters', { method: 'POST' }, bindings);
    expect(logged).toHaveBeenCalledTimes(1);
  });
});

test('a vote is counted with the keys that are set', async () => {
  await publish();
  expect((await castBallot(await newVoter(), 'both')).status).toBe(201);
});

describe('what caches may keep', () => {
  const elsewhere = { headers: { Host: 'evil.example' } };
  const PUBLIC_ORIGIN = 'https://polls.paper.example';
  beforeEach(() => publish());

  test.each(['/articles/russia-rare-earths-offer', '/embed/russia-rare-earths-offer'])(
    '%s is made of the public origin, whatever host was asked',
    async (path) => {
      const answer = await ask(`https://evil.example${path}`, { PUBLIC_ORIGIN }, elsewhere);
      const text = (await answer.text()) + answer.headers.get('Content-Security-Policy');
      expect(text).toContain(PUBLIC_ORIGIN);
      expect(text).not.toContain('evil.example');
    },
  );

  test('oEmbed takes addresses of the public origin', async () => {
    const of = (origin: string) =>
      ask(
        `https://evil.example/oembed?url=${origin}/articles/russia-rare-earths-offer`,
        { PUBLIC_ORIGIN },
        elsewhere,
      );
    const answer = await of(PUBLIC_ORIGIN);
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('evil.example');
    expect((await of('https://evil.example')).status).toBe(404);
  });
});
