import { reset } from 'cloudflare:test';
import { afterEach, expect, test } from 'vitest';
import type { Poll } from '../../../src/domain/article.ts';
import { app } from '../../../src/http/app.ts';
import { call, castBallot, EDITOR, env, newVoter, publish, realArticle } from '../../helpers.ts';

const POLL = '/v1/articles/kept/polls/who-signs';
const COUNTS = ['', '/standings', '/history', '/integrity'] as const;

const publishWith = async (changes: Partial<Poll> = {}) => {
  const polls = realArticle().polls.map((poll) => ({ ...poll, boxes: 1, ...changes }));
  await publish(realArticle({ id: 'kept', polls }));
};
const vote = async (voter?: string) => {
  const answer = await castBallot(voter ?? (await newVoter()), 'both', `${POLL}/ballot`);
  expect(answer.ok).toBe(true);
};
const close = () => call(`${POLL}/close`, { method: 'POST', headers: EDITOR });
const tagOf = async (part: string, headers: Record<string, string> = {}) => {
  const answer = await call(POLL + part, { headers });
  expect(answer.status).toBe(200);
  const etag = answer.headers.get('ETag') ?? '';
  expect(etag, part).toMatch(/^"[^"]+"$/);
  return etag;
};
const known = (part: string, etag: string, headers: Record<string, string> = {}) =>
  call(POLL + part, { headers: { ...headers, 'If-None-Match': etag } });

afterEach(() => reset());

test.each(COUNTS)('%s is sent once while nothing changes, whatever the time', async (part) => {
  await publishWith();
  const untouched = await tagOf(part);
  await vote();
  const etag = await tagOf(part);
  expect(etag).not.toBe(untouched);
  await new Promise((done) => setTimeout(done, 20));
  expect(await tagOf(part)).toBe(etag);
  for (const header of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    const again = await known(part, header);
    expect([header, again.status]).toEqual([header, 304]);
    expect(again.headers.get('ETag')).toBe(etag);
    expect(await again.text()).toBe('');
  }
  await vote();
  await close();
  expect((await known(part, etag)).status).toBe(200);
});

test('a new state is another answer, also where no count changes', async () => {
  await publishWith({ reveal: 'after-close' });
  const open = await tagOf('/standings');
  await close();
  const closed = await tagOf('/standings');
  expect(closed).not.toBe(open);
  const resolution = { outcome: 'both', evidence: 'https://gov.example/agreement' };
  await call(`${POLL}/resolution`, {
    method: 'PUT',
    headers: { ...EDITOR, 'Content-Type': 'application/json' },
    body: JSON.stringify(resolution),
  });
  expect(await tagOf('/standings')).not.toBe(closed);
  expect(await tagOf('')).not.toBe(closed);
});

test.each(['', '/standings', '/history'])(
  '%s of a poll that shows its counts to voters is told apart by who asks',
  async (part) => {
    await publishWith({ reveal: 'after-vote' });
    const voter = await newVoter();
    await vote(voter);
    const own = { 'Standpoint-Voter': voter };
    const [anyone, entitled] = [await call(POLL + part), await call(POLL + part, { headers: own })];
    for (const answer of [anyone, entitled]) {
      expect(answer.headers.get('Vary')).toContain('Standpoint-Voter');
      expect(answer.headers.get('Cache-Control')).toContain('no-store');
    }
    const etag = anyone.headers.get('ETag') ?? '';
    expect((await known(part, etag)).status).toBe(304);
    if (part !== '/history') {
      expect(entitled.headers.get('ETag')).not.toBe(etag);
      expect((await known(part, etag, own)).status).toBe(200);
    }
  },
);

test('what is the same for everyone does not vary by voter', async () => {
  await publishWith();
  for (const part of COUNTS) {
    const answer = await call(POLL + part);
    expect(answer.headers.get('Vary') ?? '').not.toContain('Standpoint-Voter');
  }
});

test('a voter’s own ballot varies by voter', async () => {
  await publishWith();
  const voter = await newVoter();
  await vote(voter);
  const answer = await call(`${POLL}/ballot`, { headers: { 'Standpoint-Voter': voter } });
  expect(answer.headers.get('Vary')).toContain('Standpoint-Voter');
  expect(answer.headers.get('Cache-Control')).toBe('private, no-store');
});

test('a list of articles that has not changed is known without asking an object', async () => {
  await publishWith();
  const etag = (await call('/v1/articles')).headers.get('ETag') ?? '';
  const no = new Proxy<DurableObjectNamespace<never>>(Object.create(null), {
    get: () => () => {
      throw new Error('an object was asked');
    },
  });
  const again = await app.request(
    '/v1/articles',
    { headers: { 'If-None-Match': etag } },
    { ...env, SCOREBOARD: no, BALLOT_BOX: no, PUBLISHER: no },
  );
  expect(again.status).toBe(304);
});
