import { reset, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Poll } from '../../../src/domain/article.ts';
import type { Standings } from '../../../src/domain/standings.ts';
import { app } from '../../../src/http/app.ts';
import { remote } from '../../../src/storage/durable.ts';
import type { Scoreboard } from '../../../src/storage/scoreboard/scoreboard.ts';
import {
  call,
  callJson,
  castBallot,
  EDITOR,
  env,
  newVoter,
  publish,
  put,
  realArticle,
  voterIn,
  wishOf,
} from '../../helpers.ts';

const POLL = '/v1/articles/life/polls/who-signs';
const NAME = 'life/who-signs';
const poll = (changes: Partial<Poll> = {}): Poll => {
  const [real] = realArticle().polls;
  if (real === undefined) throw new Error('the article has a poll');
  return { ...real, ...changes };
};
const publishWith = (changes: Partial<Poll>) =>
  publish(realArticle({ id: 'life', polls: [poll(changes)] }));
const post = (part: string, body?: unknown, headers: Record<string, string> = EDITOR) =>
  callJson(`${POLL}/${part}`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const vote = (token: string, outcome: string) => castBallot(token, outcome, `${POLL}/ballot`);
/** Lets every box report what it has. */
const reportAll = async (boxes: number) => {
  for (let box = 0; box < boxes; box += 1)
    await runDurableObjectAlarm(env.BALLOT_BOX.getByName(`${NAME}/${box}`));
};
const evidence = 'https://gov.example/agreement';

afterEach(() => reset());

describe('resolving', () => {
  beforeEach(async () => {
    await publishWith({});
    await vote(await newVoter(), 'both');
  });

  test('waits for the close, names an outcome and its evidence, and can be taken back', async () => {
    expect(await post('resolve', { outcome: 'both', evidence })).toMatchObject({ status: 409 });
    await post('close');
    expect(await post('resolve', { outcome: 'nobody', evidence })).toMatchObject({ status: 422 });
    const resolved = await post('resolve', { outcome: 'both', evidence });
    const page = await (await call('/articles/life?lang=en')).text();
    expect(page).toContain('Closed <time datetime="');
    expect(page).not.toContain(`Closed <time datetime="${poll().closes}"`);
    expect(resolved.body).toMatchObject({
      resolution: { rule: expect.any(String), outcome: 'both', evidence, at: expect.any(String) },
      standings: { state: 'resolved', final: true, total: 1 },
    });
    expect(await post('resolve', { outcome: 'neither', evidence })).toMatchObject({ status: 409 });

    expect((await call(`${POLL}/resolve`, { method: 'DELETE', headers: EDITOR })).status).toBe(200);
    expect((await call(`${POLL}/resolve`, { method: 'DELETE', headers: EDITOR })).status).toBe(409);
    await post('resolve', { void: true, evidence });
    const { body } = await callJson<{ resolution: { outcome?: string; log: { event: string }[] } }>(
      POLL,
    );
    expect(body).toMatchObject({ standings: { state: 'void' } });
    expect(body.resolution.outcome).toBeUndefined();
    expect(body.resolution.log.map(({ event }) => event)).toEqual([
      'closed',
      'final',
      'resolved',
      'undone',
      'voided',
    ]);
  });

  test.each([
    [{ outcome: 'both' }],
    [{ outcome: 'both', evidence: 'javascript:alert(1)' }],
    [{ void: false, evidence }],
    [{ outcome: 'both', evidence, more: 1 }],
  ])('refuses %j', async (body) => {
    await post('close');
    expect(await post('resolve', body)).toMatchObject({ status: 400 });
  });

  test('is for editors', async () => {
    for (const part of ['close', 'resolve']) {
      expect(await post(part, { outcome: 'both', evidence }, {})).toMatchObject({ status: 401 });
    }
  });
});

describe('what is revealed', () => {
  const seen = async (part: string, token?: string) => {
    const headers = token === undefined ? {} : { 'Standpoint-Voter': token };
    return (await callJson(`${POLL}${part}`, { headers })).body;
  };

  test('after the vote: only to who has voted, on every path', async () => {
    await publishWith({ reveal: 'after-vote' });
    const [voter, other] = [await newVoter(), await newVoter()];
    const ballot = await (await vote(voter, 'both')).json();
    expect(ballot).toMatchObject({ standings: { revealed: true, total: 1 } });

    const hidden = { revealed: false, total: null, version: 0 };
    for (const token of [undefined, other, 'forged']) {
      expect(await seen('/standings', token)).toMatchObject(hidden);
      expect(await seen('', token)).toMatchObject({ standings: hidden });
      expect(await seen('/history', token)).toMatchObject({ snapshots: [] });
    }
    expect(await seen('/standings', voter)).toMatchObject({ revealed: true, total: 1 });
    expect(await seen('', voter)).toMatchObject({ standings: { total: 1 } });
    expect((await call(`${POLL}/standings`)).headers.get('Cache-Control')).toContain('no-store');
    const page = await (await call('/articles/life')).text();
    expect(page).not.toContain('100 %');
  });

  test('after the close: to nobody before, to everyone then', async () => {
    await publishWith({ reveal: 'after-close' });
    const voter = await newVoter();
    const ballot = await (await vote(voter, 'both')).json();
    expect(ballot).toMatchObject({ outcome: 'both', standings: null });
    expect(await seen('/standings', voter)).toMatchObject({ revealed: false, total: null });
    await post('close');
    expect(await seen('/standings')).toMatchObject({ revealed: true, total: 1, final: true });
    expect(await seen('/ballot', voter)).toMatchObject({ standings: { total: 1 } });
  });
});

describe('a poll that has begun', () => {
  test.each<[string, Partial<Poll>]>([
    ['other outcomes', { outcomes: poll().outcomes.slice(1) }],
    ['another time', { closes: '2028-01-01T00:00:00Z' }],
    ['more boxes', { boxes: 9 }],
    ['another reveal policy', { reveal: 'after-close' }],
  ])('cannot be given %s', async (_, changes) => {
    await publishWith({});
    await vote(await newVoter(), 'both');
    const etag = (await call('/v1/articles/life')).headers.get('ETag') ?? '';
    const changed = realArticle({ id: 'life', polls: [poll(changes)] });
    const answer = await put(changed, 'life', { 'If-Match': etag });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ type: '/problems/poll-fixed', poll: 'who-signs' });
    const dropped = await put(realArticle({ id: 'life', polls: [] }), 'life', { 'If-Match': etag });
    expect(dropped.status).toBe(409);
  });
});

test('integrity tells what was done with what was sent', async () => {
  await publishWith({ boxes: 1 });
  const [one, two] = [await newVoter(), await newVoter()];
  await vote(one, 'both');
  await vote(one, 'both');
  await vote(one, 'neither');
  await vote(two, 'both');
  await vote(two, 'atlantis');
  await call(`${POLL}/ballot`, { method: 'DELETE', headers: { 'Standpoint-Voter': two } });
  await post('close');
  await vote(one, 'both');
  expect((await callJson(`${POLL}/integrity`)).body).toEqual({
    accepted: 2,
    changed: 1,
    withdrawn: 1,
    refused: { 'unknown-outcome': 1 },
  });
});

describe('the ballot list', () => {
  test('waits for the close, then gives receipt and outcome in receipt order', async () => {
    await publishWith({ boxes: 3 });
    const outcomes = ['ukraine-only', 'russia-only', 'both'];
    const receipts: string[] = [];
    for (let i = 0; i < 30; i += 1) {
      const answer = await vote(await newVoter(), outcomes[i % 3] ?? '');
      receipts.push((await answer.json<{ receipt: string }>()).receipt);
    }
    expect((await call(`${POLL}/ballots.csv`)).status).toBe(409);
    await post('close');
    const answer = await call(`${POLL}/ballots.csv`);
    expect(answer.headers.get('Content-Type')).toContain('text/csv');
    const [head, ...lines] = (await answer.text()).trimEnd().split('\r\n');
    expect(head).toBe('receipt,outcome');
    const listed = lines.map((line) => line.split(','));
    expect(listed.map(([receipt]) => receipt)).toEqual(receipts.toSorted());
    const { body } = await callJson<Standings>(`${POLL}/standings`);
    for (const { id, count } of body.outcomes) {
      expect(listed.filter(([, outcome]) => outcome === id)).toHaveLength(count ?? -1);
    }
  });

  test('of a poll that nobody voted in is empty', async () => {
    await publishWith({});
    await post('close');
    expect(await (await call(`${POLL}/ballots.csv`)).text()).toBe('receipt,outcome\r\n');
  });
});

test('a poll that nobody voted in is final at its time', async () => {
  await publishWith({ closes: '2020-01-01T00:00:00Z' });
  const list = await call(`${POLL}/ballots.csv`);
  expect(list.status).toBe(200);
  expect(await list.text()).toBe('receipt,outcome\r\n');
  expect((await callJson(`${POLL}/standings`)).body).toMatchObject({
    state: 'closed',
    final: true,
    total: 0,
  });
  expect(await (await call('/articles/life?lang=en')).text()).not.toContain('being added up');
});

describe('integrity hides what the poll does not reveal', () => {
  const integrity = async (token?: string) => {
    const headers = token === undefined ? {} : { 'Standpoint-Voter': token };
    return (await callJson(`${POLL}/integrity`, { headers })).body;
  };
  const hidden = { accepted: null, changed: null, withdrawn: null };

  test('from who has not voted', async () => {
    await publishWith({ reveal: 'after-vote', boxes: 1 });
    const voter = await newVoter();
    await vote(voter, 'both');
    await vote(await newVoter(), 'atlantis');
    const shown = { ...hidden, refused: { 'unknown-outcome': 1 } };
    await vi.waitFor(async () => expect(await integrity()).toEqual(shown), { timeout: 5_000 });
    expect(await integrity(voter)).toMatchObject({ accepted: 1, changed: 0 });
    await post('close');
    expect(await integrity()).toMatchObject({ accepted: 1 });
  });

  test('from everyone until the close', async () => {
    await publishWith({ reveal: 'after-close', boxes: 1 });
    const voter = await newVoter();
    await vote(voter, 'both');
    await reportAll(1);
    expect(await integrity(voter)).toMatchObject(hidden);
    await post('close');
    expect(await integrity()).toMatchObject({ accepted: 1, changed: 0, withdrawn: 0 });
  });
});

describe('of a request whose answer is lost', () => {
  /** A scoreboard that does what it is asked; what first changes something gets no answer. */
  const losing = () => {
    let lost = false;
    const real = env.SCOREBOARD;
    const get = (id: DurableObjectId) => ({
      fetch: async (request: Request) => {
        const answer = await real.get(id).fetch(request.clone());
        if (lost || /\/(life|standings)$/.test(request.url)) return answer;
        lost = true;
        await answer.text();
        throw Object.assign(new Error('the answer was lost'), { retryable: true });
      },
    });
    return { ...env, SCOREBOARD: { idFromName: (name: string) => real.idFromName(name), get } };
  };
  const send = (method: string, path: string, body?: unknown) =>
    app.request(
      `https://standpoint.test${POLL}/${path}`,
      {
        method,
        headers: { ...EDITOR, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      losing() as unknown as typeof env,
    );

  test('the editor learns that a poll was resolved, or that it was taken back', async () => {
    await publishWith({});
    expect((await send('POST', 'close')).status).toBe(200);
    const resolved = await send('POST', 'resolve', { outcome: 'both', evidence });
    expect(resolved.status).toBe(200);
    expect((await send('DELETE', 'resolve')).status).toBe(200);
    const { body } = await callJson<{ resolution: { log: { event: string }[] } }>(POLL);
    const events = body.resolution.log.map(({ event }) => event);
    expect(events).toEqual(['closed', 'final', 'resolved', 'undone']);
  });
});

test('the history ends where the standings end, and what changes nothing adds nothing', async () => {
  await publishWith({ boxes: 4 });
  const board = remote<Scoreboard>(env.SCOREBOARD, NAME);
  for (const box of [0, 1]) await wishOf(NAME, box, voterIn(box, 1), 'both');
  await reportAll(4);
  const tally = (revision: number, refused = 0) => ({
    revision,
    counts: [0, 0, revision, 0],
    integrity: { accepted: revision, changed: 0, withdrawn: 0, refused: { 'no-ballot': refused } },
  });
  for (let i = 2; i < 6; i += 1) await board.report(0, tally(i));
  const snapshots = async () =>
    (await callJson<{ snapshots: { total: number; version: number }[] }>(`${POLL}/history`)).body
      .snapshots;
  const { body } = await callJson<Standings>(`${POLL}/standings`);
  expect(body.total).toBe(6);
  expect((await snapshots()).at(-1)).toMatchObject({ total: 6, version: body.version });
  await post('close');
  const { length } = await snapshots();
  for (let i = 1; i < 20; i += 1) {
    await board.report(0, tally(1, i));
    await new Promise((done) => setTimeout(done, 2));
  }
  await wishOf(NAME, 0, voterIn(0, 2), 'both');
  expect(await snapshots()).toHaveLength(length);
});
