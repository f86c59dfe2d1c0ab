import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call, newVoter, publish, realArticle } from '../../helpers.ts';

const ID = 'for-one-paper';
const PAPER = 'https://paper.example';
const US = 'https://standpoint.test';

beforeEach(() => publish(realArticle({ id: ID, embedders: [PAPER] })));
afterEach(() => reset());

const POLL = `/v1/articles/${ID}/polls/who-signs`;
/** What a page of another site asks for. */
const REQUESTS: Record<string, (headers: Record<string, string>) => Promise<Response>> = {
  'the poll': (headers) => call(`${POLL}.html`, { headers }),
  'the comparison': (headers) => call(`/v1/articles/${ID}/comparison.html`, { headers }),
  'a vote': async (headers) =>
    call(`${POLL}/ballot`, {
      method: 'PUT',
      headers: {
        ...headers,
        'Standpoint-Voter': await newVoter(),
        'Content-Type': 'application/json',
      },
      body: '{"outcome":"both"}',
    }),
  'a withdrawal': async (headers) =>
    call(`${POLL}/ballot`, {
      method: 'DELETE',
      headers: { ...headers, 'Standpoint-Voter': await newVoter() },
    }),
};

describe.each(Object.entries(REQUESTS))('where embedders are named, %s', (_, request) => {
  test.each([
    ['a page of theirs', { Origin: PAPER }],
    ['our own page', { Origin: US }],
    ['a program', {}],
  ])('is for %s', async (_who, headers) => {
    expect((await request(headers)).ok).toBe(true);
  });

  test.each([
    ['another page', { Origin: 'https://other.example' }],
    ['the same host by another port', { Origin: `${PAPER}:8443` }],
    ['the same host without TLS', { Origin: 'http://paper.example' }],
    ['a host that begins alike', { Origin: 'https://paper.example.evil.example' }],
    // Browsers send no address of a sandbox either: it could be anyone's.
    ['a sandbox', { Origin: 'null' }],
  ])('is not for %s', async (_who, headers) => {
    const answer = await request(headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('Vary')).toMatch(/\bOrigin\b/);
    expect(await answer.json()).toMatchObject({ type: '/problems/foreign-page' });
  });
});

test('caches keep apart what is shown to one page and not to another', async () => {
  const html = await call(`${POLL}.html`, { headers: { Origin: PAPER } });
  expect(html.headers.get('Vary')).toContain('Origin');
  await publish(realArticle({ id: 'for-all' }));
  const open = await call('/v1/articles/for-all/polls/who-signs.html', {
    headers: { Origin: 'https://other.example' },
  });
  expect(open.status).toBe(200);
  expect(open.headers.get('Vary')).not.toContain('Origin');
});

test('data that stands alone is for everyone', async () => {
  const headers = { Origin: 'https://other.example' };
  for (const path of [POLL, `${POLL}/standings`, `/v1/articles/${ID}/comparison`]) {
    expect((await call(path, { headers })).status).toBe(200);
  }
});
