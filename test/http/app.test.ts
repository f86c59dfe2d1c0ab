import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

test('a preflight allows what the widget sends', async () => {
  const answer = await call(pollPath('/ballot'), {
    method: 'OPTIONS',
    headers: { Origin: 'https://paper.example', 'Access-Control-Request-Method': 'PUT' },
  });
  expect(answer.status).toBe(204);
  const of = (name: string) => answer.headers.get(`Access-Control-${name}`)?.split(', ');
  expect(of('Allow-Origin')).toEqual(['*']);
  expect(of('Allow-Methods')).toEqual(expect.arrayContaining(['PUT', 'POST', 'DELETE']));
  expect(of('Allow-Headers')).toEqual(
    expect.arrayContaining(['Content-Type', 'Standpoint-Voter', 'If-Match', 'Authorization']),
  );
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
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
