import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OPERATIONS } from '../../src/contract/operations.ts';
import { problemResponse } from '../../src/http/answers/problem.ts';
import { ARTICLE, call, callJson, pollPath, publish } from '../helpers.ts';

beforeEach(() => publish());
afterEach(() => reset());

describe('what is not there', () => {
  test.each([
    ['/nothing', 'not-found'],
    ['/v1/articles/nothing', 'article-not-found'],
    ['/v1/articles/nothing/comparison', 'article-not-found'],
    ['/articles/nothing', 'article-not-found'],
    ['/v1/articles/nothing/polls/who-signs', 'article-not-found'],
    [pollPath('/standings', 'nothing'), 'poll-not-found'],
  ])('%s', async (path, tag) => {
    const { status, headers, body } = await callJson(path);
    expect(status).toBe(404);
    expect(headers.get('Content-Type')).toBe('application/problem+json');
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(body).toMatchObject({ type: `/problems/${tag}`, status: 404 });
  });
});

test.each([
  ['DELETE', `/v1/articles/${ARTICLE}`, ['GET', 'HEAD', 'PUT']],
  ['POST', pollPath('/ballot'), ['DELETE', 'GET', 'HEAD', 'PUT']],
  ['GET', '/v1/voters', ['POST']],
])('%s %s is answered with what is allowed', async (method, path, allowed) => {
  const answer = await call(path, { method });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('Allow')?.split(', ').toSorted()).toEqual(allowed);
});

describe('OPTIONS', () => {
  const ask = (path: string) =>
    call(path, {
      method: 'OPTIONS',
      headers: { Origin: 'https://paper.example', 'Access-Control-Request-Method': 'PUT' },
    });
  const listed = (answer: Response, name: string) =>
    answer.headers.get(name)?.split(', ').toSorted();

  test('allows what the widget sends', async () => {
    const answer = await ask(pollPath('/ballot'));
    expect(answer.status).toBe(204);
    expect(listed(answer, 'Access-Control-Allow-Origin')).toEqual(['*']);
    expect(listed(answer, 'Access-Control-Allow-Headers')).toEqual(
      expect.arrayContaining(['Content-Type', 'Standpoint-Voter', 'If-Match', 'Authorization']),
    );
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  // The files beside the Worker are held to this where they are served.
  const addresses = Map.groupBy(
    OPERATIONS.filter(({ asset }) => asset !== true),
    ({ path }) => path,
  );
  test.each([...addresses].map(([path, operations]) => ({ path, operations })))(
    'names the methods of $path and no other',
    async ({ path, operations }) => {
      const there = path
        .replace('{article}', ARTICLE)
        .replace('{poll}', 'who-signs')
        .replace('{format}', 'csv')
        .replace('{receipt}', '0'.repeat(32));
      const methods = operations.flatMap(({ method }) =>
        method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
      );
      const answer = await ask(there);
      expect(answer.status).toBe(204);
      expect(listed(answer, 'Allow')).toEqual(methods.toSorted());
      expect(listed(answer, 'Access-Control-Allow-Methods')).toEqual(methods.toSorted());
    },
  );

  test.each(['/nothing', '/v1', '/v1/', `${pollPath('')}/nothing`, '/v1/polls/a/b'])(
    'finds nothing at %s',
    async (path) => {
      const answer = await ask(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.has('Access-Control-Allow-Methods')).toBe(false);
      expect(await answer.json()).toMatchObject({ type: '/problems/not-found' });
    },
  );
});

describe('what one may do about a refusal', () => {
  test('a 401 says how to authenticate', async () => {
    const voter = await call(pollPath('/ballot'), { headers: { 'Standpoint-Voter': 'forged' } });
    expect(voter.status).toBe(401);
    expect(voter.headers.get('WWW-Authenticate')).toBe('Standpoint-Voter reason="malformed"');
    const editor = await call(pollPath('/close'), { method: 'POST' });
    expect(editor.headers.get('WWW-Authenticate')).toBe('Bearer');
  });

  test.each([
    [{ tag: 'too-many-voters' }, 429, '60', '"too-many-voters";r=0;t=60'],
    [{ tag: 'overloaded' }, 503, '2', '"overloaded";r=0;t=2'],
    [{ tag: 'poll-stale', boxes: 8 }, 503, '2', '"poll-stale";r=0;t=2'],
  ] as const)('%j says when to come back', (problem, status, seconds, limit) => {
    const answer = problemResponse(problem);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('Retry-After')).toBe(seconds);
    expect(answer.headers.get('RateLimit')).toBe(limit);
  });

  test('pages of other sites can read it', async () => {
    const answer = await call('/v1/articles/nothing');
    const exposed = answer.headers.get('Access-Control-Expose-Headers')?.split(', ');
    expect(exposed).toEqual(
      expect.arrayContaining(['Allow', 'ETag', 'RateLimit', 'Retry-After', 'WWW-Authenticate']),
    );
  });
});

test('HEAD answers as GET does, without the body', async () => {
  const answer = await call(`/v1/articles/${ARTICLE}`, { method: 'HEAD' });
  expect(answer.status).toBe(200);
  expect(answer.headers.has('ETag')).toBe(true);
  expect(await answer.text()).toBe('');
});

test.each(['/healthz', '/v1/articles', `/articles/${ARTICLE}`, '/'])(
  '%s says how long it may be kept',
  async (path) => {
    const answer = await call(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Cache-Control')).toBeTruthy();
  },
);

describe('the page of an article', () => {
  test('shows the comparison and the polls without JavaScript', async () => {
    const page = await (await call(`/articles/${ARTICLE}`)).text();
    expect(page).toMatch(/^<!doctype html><html lang="en" dir="ltr">/);
    expect(page).toContain('We are ready to work with our partners, including the US.');
    expect(page).toContain('Not stated in this article');
    expect(page).toContain('with whom will the United States have a rare-earths agreement');
    // What it knows about itself, and what only makes it handier.
    expect(page.match(/<script[^>]*>/g)?.toSorted()).toEqual([
      '<script type="application/ld+json">',
      '<script type="module" src="/page.js">',
    ]);
  });

  test('allows no inline script and no foreign content', async () => {
    const { headers } = await call(`/articles/${ARTICLE}`);
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  });
});
