import { reset } from 'cloudflare:test';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { app } from '../../src/http/app.ts';
import { ARTICLE, call, env, pollPath, publish } from '../helpers.ts';

beforeAll(() => publish());
afterAll(() => reset());

const SHOUTED = ARTICLE.toUpperCase();
const ENCODED = ARTICLE.replaceAll('-', '%2D');

describe('a page asked for by another form of its address', () => {
  test.each([
    [`/articles/${ARTICLE}/`, `/articles/${ARTICLE}`],
    [`/articles/${ARTICLE}//`, `/articles/${ARTICLE}`],
    [`/articles//${ARTICLE}`, `/articles/${ARTICLE}`],
    [`//articles/${ARTICLE}`, `/articles/${ARTICLE}`],
    [`/articles/${ARTICLE}/.`, `/articles/${ARTICLE}`],
    [`/articles/${SHOUTED}`, `/articles/${ARTICLE}`],
    [`/Articles/${SHOUTED}/`, `/articles/${ARTICLE}`],
    [`/articles/${ENCODED}`, `/articles/${ARTICLE}`],
    [`/%61rticles/${ARTICLE}`, `/articles/${ARTICLE}`],
    [`/articles/${ARTICLE}/?lang=uk&theme=%2F`, `/articles/${ARTICLE}?lang=uk&theme=%2F`],
    [`/articles/${ARTICLE}/card.png/`, `/articles/${ARTICLE}/card.png`],
    [`/embed/${SHOUTED}?show=poll`, `/embed/${ARTICLE}?show=poll`],
    [`/embed/${ARTICLE}/`, `/embed/${ARTICLE}`],
    ['//', '/'],
  ])('%s is sent on to %s', async (path, location) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await call(path, { method });
      expect([method, answer.status]).toEqual([method, 308]);
      expect(answer.headers.get('Location')).toBe(location);
      expect(answer.headers.get('Cache-Control')).toBeTruthy();
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(await answer.text()).toBe('');
    }
    const there = await call(location);
    expect(there.status).toBe(200);
  });

  test.each([
    '//evil.example',
    '//evil.example/articles/x',
    '/%2F%2Fevil.example',
    '/articles/%2F%2Fevil.example',
    '/%5Cevil.example/',
    '/articles/..%2F..%2Fevil.example/',
    '///evil.example//',
    '/articles/https:%2F%2Fevil.example/',
    '/articles/x%00/',
    '/articles/%ff/',
    '/articles/%/',
  ])('%s leads nowhere else', async (path) => {
    const answer = await call(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.has('Location')).toBe(false);
  });

  test('goes on within the service, whatever host the request names', async () => {
    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' };
    const answer = await call(`/articles/${ARTICLE}/`, { headers });
    expect(answer.headers.get('Location')).toBe(`/articles/${ARTICLE}`);
  });

  test.each(['POST', 'PUT', 'DELETE'])('is not sent on with %s', async (method) => {
    const answer = await call(`/articles/${SHOUTED}/`, { method });
    expect(answer.status).toBe(405);
  });
});

const SERVICE = 'https://standpoint.test';
/** A request whose address reaches the service as it was sent: `new Request` would tidy it up. */
const asSent = (url: string, headers: Record<string, string> = {}) => {
  const request = new Request(SERVICE, { headers });
  return app.fetch(Object.defineProperty(request, 'url', { value: url }), env);
};

describe('an address as some programs send it', () => {
  test.each([
    `/articles/./${ARTICLE}`,
    `/articles/nothing/../${ARTICLE}`,
    `/v1/../articles/${ARTICLE}`,
    `/articles/%2E/${ARTICLE}`,
  ])('with dots in it leads to the page without: %s', async (path) => {
    const answer = await asSent(`${SERVICE}${path}?lang=uk`);
    expect(answer.status).toBe(308);
    expect(answer.headers.get('Location')).toBe(`/articles/${ARTICLE}?lang=uk`);
  });

  test.each(['/.//evil.example', '/articles/x/../../../evil.example', '/articles/../healthz'])(
    'with dots in it leads nowhere else: %s',
    async (path) => {
      const answer = await asSent(`${SERVICE}${path}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.has('Location')).toBe(false);
    },
  );

  test.each([`/articles/${ARTICLE}`, `/embed/${ARTICLE}`, '/embed/nothing', '/nothing'])(
    'with a host that is none is refused, and is no fault of the service: %s',
    async (path) => {
      const logged = vi.spyOn(console, 'error');
      for (const Accept of ['*/*', 'text/html']) {
        const answer = await asSent(`http://evil"><script>${path}`, { Accept });
        expect(answer.status).toBe(400);
        expect(await answer.json()).toMatchObject({ type: '/problems/invalid-parameter' });
      }
      expect(logged).not.toHaveBeenCalled();
    },
  );
});

test.each([
  [`/articles/nothing/../${ARTICLE}`, 200],
  [`/articles/%2e%2e/articles/${ARTICLE}`, 200],
  [`/v1/articles/${ARTICLE}/`, 200],
  [`/v1/articles/${SHOUTED}`, 404],
  [`/v1/articles/${ENCODED}/comparison`, 200],
])('%s is answered with %d', async (path, status) => {
  expect((await call(path)).status).toBe(status);
});

describe('HEAD', () => {
  test.each([
    '/',
    `/articles/${ARTICLE}`,
    `/articles/${ARTICLE}/card.png`,
    `/articles/nothing`,
    `/embed/${ARTICLE}`,
    `/oembed?url=https://standpoint.test/articles/${ARTICLE}`,
    '/oembed',
    '/v1/articles',
    `/v1/articles/${ARTICLE}`,
    ...['', '.csv', '.md', '.html', '.pdf'].map(
      (form) => `/v1/articles/${ARTICLE}/comparison${form}`,
    ),
    `/v1/articles/${ARTICLE}/agreement`,
    ...['', '.html', '/standings', '/history', '/integrity', '/ballots.csv', '/live'].map((part) =>
      pollPath(part),
    ),
    pollPath('/ballot'),
    '/v1/voters',
    '/healthz',
    '/nothing',
  ])('of %s has the headers of GET and no body', async (path) => {
    for (const accept of ['*/*', 'text/html']) {
      const headers = { Accept: accept };
      const [get, head] = [
        await call(path, { headers }),
        await call(path, { method: 'HEAD', headers }),
      ];
      expect(head.status).toBe(get.status);
      expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers));
      expect(await head.text()).toBe('');
    }
  });

  test('of a WebSocket opens none', async () => {
    const headers = { Upgrade: 'websocket' };
    // Not through the client, which opens a WebSocket with GET whatever it is told.
    const answer = await app.request(pollPath('/live'), { method: 'HEAD', headers }, env);
    expect(answer.status).toBe(426);
  });
});

describe('what caches keep', () => {
  const ORIGIN = 'https://standpoint.example';
  test.each([
    `/articles/${ARTICLE}`,
    `/embed/${ARTICLE}`,
    `/oembed?url=${ORIGIN}/articles/${ARTICLE}`,
    `${pollPath('')}.html`,
  ])('of %s is made for the set origin, whatever host was asked', async (path) => {
    const ask = (host: string) =>
      app.request(`https://${host}${path}`, {}, { ...env, PUBLIC_ORIGIN: ORIGIN });
    const [one, other] = [await ask('one.example'), await ask('other.example')];
    expect(one.status).toBe(200);
    const text = await one.text();
    expect(await other.text()).toBe(text);
    expect(text).not.toContain('one.example');
    expect(Object.fromEntries(other.headers)).toEqual(Object.fromEntries(one.headers));
  });

  test('of the oEmbed answer knows addresses of the set origin alone', async () => {
    const ask = (url: string) =>
      app.request(`https://one.example/oembed?url=${url}`, {}, { ...env, PUBLIC_ORIGIN: ORIGIN });
    expect((await ask(`${ORIGIN}/articles/${ARTICLE}`)).status).toBe(200);
    expect((await ask(`https://one.example/articles/${ARTICLE}`)).status).toBe(404);
  });
});
