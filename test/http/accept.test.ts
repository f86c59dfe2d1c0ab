import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prefersHtml } from '../../src/http/requests/accept.ts';
import {
  ARTICLE,
  call,
  callJson,
  castBallot,
  EDITOR,
  newVoter,
  pollPath,
  publish,
  put,
  realArticle,
} from '../helpers.ts';

beforeEach(() => publish());
afterEach(() => reset());

test.each([
  ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', true],
  ['text/html, application/xhtml+xml, image/jxr, */*', true],
  ['text/html', true],
  ['TEXT/HTML', true],
  ['text/*', true],
  ['application/json;q=0.5, text/html;q=0.6', true],
  ['text/html, application/*;q=0.9', true],
  ['*/*', false],
  ['*', false],
  ['application/json', false],
  ['text/html, application/json', false],
  ['application/problem+json, text/html;q=0.9', false],
  ['text/html;q=0', false],
  ['text/html;q=0, */*;q=0', false],
  ['text/html;q=0.4, */*;q=0.5', false],
  ['application/*;q=0, */*;q=0.1', false],
  ['image/*', false],
  ['text/markdown', false],
  ['nonsense', false],
  ['', false],
  [undefined, false],
])('%s prefers HTML: %s', (accept, expected) => {
  expect(prefersHtml(accept)).toBe(expected);
});

const NOT_JSON = { Accept: 'text/html, application/*;q=0' };

test('a change whose answer the client would not take is not made', async () => {
  const headers = { 'Content-Type': 'application/json', ...NOT_JSON };
  const voter = await newVoter();
  const evidence = 'https://gov.example/agreement';
  const tried = await Promise.all([
    put(realArticle({ title: 'Another title' }), ARTICLE, { 'If-Match': '*', ...NOT_JSON }),
    call(pollPath('/ballot'), {
      method: 'PUT',
      headers: { ...headers, 'Standpoint-Voter': voter },
      body: JSON.stringify({ outcome: 'both' }),
    }),
    call(pollPath('/close'), { method: 'POST', headers: { ...EDITOR, ...NOT_JSON } }),
    call(pollPath('/resolution'), {
      method: 'PUT',
      headers: { ...EDITOR, ...headers },
      body: JSON.stringify({ void: true, evidence }),
    }),
    call(pollPath('/resolution'), { method: 'DELETE', headers: { ...EDITOR, ...NOT_JSON } }),
    call('/v1/voters', { method: 'POST', headers: NOT_JSON }),
  ]);
  expect(tried.map(({ status }) => status)).toEqual([406, 406, 406, 406, 406, 406]);
  const { body } = await callJson<{ title: string }>(`/v1/articles/${ARTICLE}`);
  expect(body.title).toBe(realArticle().title);
  const poll = await callJson(pollPath(''));
  expect(poll.body).toMatchObject({ standings: { state: 'open', total: 0 } });
  expect((await castBallot(voter, 'both')).status).toBe(201);
});

test('what has no body to answer with is done whatever the client would take', async () => {
  const voter = await newVoter();
  await castBallot(voter, 'both');
  const headers = { 'Standpoint-Voter': voter, Accept: 'image/png' };
  expect((await call(pollPath('/ballot'), { method: 'DELETE', headers })).status).toBe(204);
});

test.each([
  ['/', 'application/json', 406],
  ['/', 'text/html', 200],
  [`/articles/${ARTICLE}`, 'application/json, text/html;q=0', 406],
  [`/articles/${ARTICLE}/card.png`, 'image/avif,image/webp,*/*;q=0.8', 200],
  [`/articles/${ARTICLE}/card.png`, 'image/webp', 406],
  [`/embed/${ARTICLE}`, 'image/*', 406],
  [pollPath('/standings'), 'text/csv', 406],
  [pollPath('/standings'), 'text/csv, */*;q=0.1', 200],
  ['/healthz', 'text/plain', 406],
])('%s asked for as %s is answered with %d', async (path, accept, status) => {
  const answer = await call(path, { headers: { Accept: accept } });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('Vary')).toContain('Accept');
});

test('a representation that the client has is not sent to who would not take it', async () => {
  const headers = { 'If-None-Match': '*', Accept: 'image/png' };
  const answer = await call(`/v1/articles/${ARTICLE}/comparison`, { headers });
  expect(answer.status).toBe(406);
});
