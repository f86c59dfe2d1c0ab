import { reset, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Standings } from '../../../src/domain/standings.ts';
import { hmacKey, toBase64Url } from '../../../src/crypto.ts';
import { mintVoter } from '../../../src/http/voters/token.ts';
import {
  ARTICLE,
  call,
  callJson,
  castBallot,
  EDITOR,
  env,
  newVoter,
  pollPath,
  publish,
  realArticle,
  voterKeys,
} from '../../helpers.ts';

interface BallotAnswer {
  outcome: string;
  receipt: string;
  standings: Standings;
}

beforeEach(() => publish());
afterEach(async () => {
  vi.useRealTimers();
  await reset();
});

const counts = ({ outcomes }: Standings) =>
  Object.fromEntries(outcomes.map(({ id, count }) => [id, count]));
const vote = async (token: string, outcome: string) =>
  (await castBallot(token, outcome)).json<BallotAnswer>();
/** The standings anyone sees, once the box has reported. */
const eventually = (expected: object) =>
  vi.waitFor(
    async () => {
      const { body } = await callJson<Standings>(pollPath('/standings'));
      expect(counts(body)).toMatchObject(expected);
    },
    { timeout: 5_000, interval: 100 },
  );
const rows = async (poll = `${ARTICLE}/who-signs`, boxes = 4) => {
  const inBoxes = Array.from({ length: boxes }, (_, box) =>
    runInDurableObject(
      env.BALLOT_BOX.getByName(`${poll}/${box}`),
      (_box, { storage }) =>
        storage.sql.exec<{ n: number }>('SELECT count(*) AS n FROM ballots').one().n,
    ),
  );
  return (await Promise.all(inBoxes)).reduce((sum, n) => sum + n, 0);
};

describe('a ballot', () => {
  test('is counted, changed and withdrawn, and the standings follow', async () => {
    const token = await newVoter();
    const first = await castBallot(token, 'both');
    expect(first.status).toBe(201);
    const ballot = await first.json<BallotAnswer>();
    expect(counts(ballot.standings)).toMatchObject({ both: 1, neither: 0 });
    await eventually({ both: 1 });

    const second = await castBallot(token, 'neither');
    expect(second.status).toBe(200);
    const changed = await second.json<BallotAnswer>();
    expect(counts(changed.standings)).toMatchObject({ both: 0, neither: 1 });
    expect(changed.receipt).toBe(ballot.receipt);
    expect(changed.standings.version).toBeGreaterThan(ballot.standings.version);
    await eventually({ both: 0, neither: 1 });

    const headers = { 'Standpoint-Voter': token };
    const { body } = await callJson<BallotAnswer>(pollPath('/ballot'), { headers });
    expect(body).toMatchObject({ outcome: 'neither', receipt: ballot.receipt });

    expect((await call(pollPath('/ballot'), { method: 'DELETE', headers })).status).toBe(204);
    expect((await call(pollPath('/ballot'), { headers })).status).toBe(404);
    await eventually({ both: 0, neither: 0 });
  });

  test('sent 20 times counts once', async () => {
    const token = await newVoter();
    const answers: BallotAnswer[] = [];
    for (let i = 0; i < 20; i += 1) answers.push(await vote(token, 'both'));
    expect(new Set(answers.map(({ receipt }) => receipt)).size).toBe(1);
    for (const { standings } of answers) expect(standings).toMatchObject({ total: 1, version: 1 });
  });

  test('of one token, sent 1,000 times at once, makes one row', async () => {
    const token = await newVoter();
    const outcomes = ['ukraine-only', 'russia-only', 'both', 'neither'];
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, i) => castBallot(token, outcomes[i % 4])),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await rows()).toBe(1);
    const { standings } = await vote(token, 'both');
    expect(standings.total).toBe(1);
  });

  test('of each of many voters counts', async () => {
    const tokens = await Promise.all(Array.from({ length: 50 }, newVoter));
    await Promise.all(
      tokens.map((token, i) => castBallot(token, i % 2 === 0 ? 'both' : 'neither')),
    );
    await eventually({ both: 25, neither: 25 });
    expect(await rows()).toBe(50);
  });

  test('of each of 1,000 voters counts once, over 8 boxes', async () => {
    const [poll] = realArticle().polls;
    if (poll === undefined) throw new Error('the article has a poll');
    await publish(realArticle({ id: 'crowd', polls: [{ ...poll, boxes: 8 }] }));
    const name = 'crowd/who-signs';
    const path = '/v1/articles/crowd/polls/who-signs';
    const tokens = await Promise.all(Array.from({ length: 1_000 }, newVoter));
    const outcomes = ['ukraine-only', 'russia-only', 'both', 'neither'];
    const answers = await Promise.all(
      tokens.map((token, i) => castBallot(token, outcomes[i % 4], `${path}/ballot`)),
    );
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(await rows(name, 8)).toBe(1_000);
    const closed = await callJson<Standings>(`${path}/close`, {
      method: 'POST',
      headers: EDITOR,
    });
    expect(closed.body).toMatchObject({ final: true, total: 1_000 });
    expect(counts(closed.body)).toEqual(Object.fromEntries(outcomes.map((id) => [id, 250])));
  });

  test.each([
    ['an unknown outcome', { outcome: 'atlantis' }, 422, 'unknown-outcome'],
    ['no outcome', {}, 400, 'invalid-body'],
    ['another field', { outcome: 'both', weight: 2 }, 400, 'invalid-body'],
    ['a number', { outcome: 1 }, 400, 'invalid-body'],
    ['a list', [], 400, 'invalid-body'],
  ])('with %s is refused', async (_, ballot, status, tag) => {
    const { status: got, body } = await callJson(pollPath('/ballot'), {
      method: 'PUT',
      headers: { 'Standpoint-Voter': await newVoter(), 'Content-Type': 'application/json' },
      body: JSON.stringify(ballot),
    });
    expect(got).toBe(status);
    expect(body).toMatchObject({ type: `/problems/${tag}` });
    expect((await call(pollPath('/standings'))).status).toBe(200);
  });

  test.each([
    ['application/json', '{"outcome":', 400],
    ['text/plain', '{"outcome":"both"}', 415],
    ['application/json', JSON.stringify({ outcome: 'x'.repeat(2_000) }), 413],
  ])('as %s %.20s is refused', async (type, body, status) => {
    const headers = { 'Standpoint-Voter': await newVoter(), 'Content-Type': type };
    const answer = await call(pollPath('/ballot'), { method: 'PUT', headers, body });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  });

  test('is refused before the poll opens and once it has closed', async () => {
    const [poll] = realArticle().polls;
    if (poll === undefined) throw new Error('the article has a poll');
    const early = {
      ...poll,
      id: 'early',
      opens: '2999-01-01T00:00:00Z',
      closes: '2999-02-01T00:00:00Z',
    };
    const late = { ...poll, id: 'late', closes: '2020-01-01T00:00:00Z' };
    await publish(realArticle({ id: 'times', polls: [early, late] }));
    const token = await newVoter();
    for (const [id, tag] of [
      ['early', 'poll-not-open'],
      ['late', 'poll-closed'],
    ] as const) {
      const answer = await castBallot(token, 'both', `/v1/articles/times/polls/${id}/ballot`);
      expect(answer.status).toBe(409);
      expect(await answer.json()).toMatchObject({ type: `/problems/${tag}` });
      const { body } = await callJson<Standings>(`/v1/articles/times/polls/${id}/standings`);
      expect(body).toMatchObject({ total: 0, state: id === 'early' ? 'scheduled' : 'closed' });
    }
  });
});

describe('a voter token', () => {
  const reasonOf = async (token: string | null) => {
    const headers: HeadersInit = token === null ? {} : { 'Standpoint-Voter': token };
    const { status, body } = await callJson<{ reason?: string }>(pollPath('/ballot'), { headers });
    return { status, reason: body.reason };
  };

  test('is asked for', async () => {
    expect(await reasonOf(null)).toEqual({ status: 401, reason: 'missing' });
  });

  test('cut short is refused', async () => {
    const token = await newVoter();
    for (const length of [1, 20, token.length - 1]) {
      expect(await reasonOf(token.slice(0, length))).toEqual({ status: 401, reason: 'malformed' });
    }
  });

  test('with any one character changed is refused', async () => {
    const token = await newVoter();
    for (let i = token.indexOf('.') + 1; i < token.length - 1; i += 1) {
      if (token[i] === '.') continue;
      const other = token[i] === 'A' ? 'B' : 'A';
      const { status } = await reasonOf(token.slice(0, i) + other + token.slice(i + 1));
      expect(status).toBe(401);
    }
  });

  test('signed with another key is refused', async () => {
    const { token } = await mintVoter(
      voterKeys('k1:YW5vdGhlciBrZXkgYWx0b2dldGhlciwgYW5kIGxvbmcgZW5vdWdo'),
      Date.now(),
    );
    expect(await reasonOf(token)).toEqual({ status: 401, reason: 'forged' });
  });

  test('signed with an older key is still good', async () => {
    const { token } = await mintVoter(voterKeys().slice(1), Date.now());
    expect((await castBallot(token, 'both')).status).toBe(201);
  });

  test('of an older key is replaced, without the voter losing the vote', async () => {
    const { token } = await mintVoter(voterKeys().slice(1), Date.now());
    const first = await castBallot(token, 'both');
    const { receipt } = await first.json<BallotAnswer>();
    const renewed = first.headers.get('Standpoint-Voter') ?? '';
    expect(renewed).toMatch(/^k2\.voter\./);
    expect(first.headers.get('Access-Control-Expose-Headers')).toContain('Standpoint-Voter');
    const second = await castBallot(renewed, 'neither');
    expect(second.status).toBe(200);
    expect(second.headers.has('Standpoint-Voter')).toBe(false);
    expect(await second.json<BallotAnswer>()).toMatchObject({ receipt });
    expect(await rows()).toBe(1);
  });

  test('of a kind that readers have stored long ago is still good', async () => {
    const [newest] = voterKeys();
    if (newest === undefined) throw new Error('there is a key');
    const signed = `${newest.id}.AAAAAAAAAAAAAAAAAAAAAA.${Math.floor(Date.now() / 1000) + 1_000}`;
    const key = await hmacKey(newest.secret);
    const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signed));
    const token = `${signed}.${toBase64Url(new Uint8Array(mac))}`;
    const cast = await castBallot(token, 'both');
    expect(cast.status).toBe(201);
    expect(cast.headers.get('Standpoint-Voter')).toMatch(/^k2\.voter\.AAAAAAAAAAAAAAAAAAAAAA\./);
  });

  test('is refused once it has expired', async () => {
    const { token, expires } = await mintVoter(voterKeys(), Date.now() - 401 * 86_400_000);
    expect(Date.parse(expires)).toBeLessThan(Date.now());
    expect(await reasonOf(token)).toEqual({ status: 401, reason: 'expired' });
  });
});

test('the poll’s answer defines it and counts it', async () => {
  const { body } = await callJson(pollPath(''));
  expect(body).toMatchObject({
    id: 'who-signs',
    asks: 'expectation',
    closes: '2027-03-01T00:00:00Z',
    resolution: { rule: expect.stringContaining('An agreement counts if') },
    standings: { poll: `${ARTICLE}/who-signs`, state: 'open', total: 0, version: 0 },
  });
});
