import { reset, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Poll } from '../../../src/domain/article.ts';
import type { Method } from '../../../src/domain/method.ts';
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

interface Described {
  readonly resolution: { readonly outcome?: string; readonly log: readonly { event: string }[] };
}

const POLL = '/v1/articles/life/polls/who-signs';
const NAME = 'life/who-signs';
const poll = (changes: Partial<Poll> = {}): Poll => {
  const [real] = realArticle().polls;
  if (real === undefined) throw new Error('the article has a poll');
  return { ...real, ...changes };
};
const publishWith = (changes: Partial<Poll>) =>
  publish(realArticle({ id: 'life', polls: [poll(changes)] }));
const edit = (
  method: string,
  part: string,
  body?: unknown,
  headers: Record<string, string> = EDITOR,
) =>
  callJson<Described>(`${POLL}/${part}`, {
    method,
    headers: { ...headers, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const close = () => edit('POST', 'close');
const resolve = (resolution: unknown, headers?: Record<string, string>) =>
  edit('PUT', 'resolution', resolution, headers);
const takeBack = () => edit('DELETE', 'resolution');
const vote = (token: string, outcome: string) => castBallot(token, outcome, `${POLL}/ballot`);
/** Lets every box report what it has. */
const reportAll = async (boxes: number) => {
  for (let box = 0; box < boxes; box += 1)
    await runDurableObjectAlarm(env.BALLOT_BOX.getByName(`${NAME}/${box}`));
};
const evidence = 'https://gov.example/agreement';
const events = ({ body }: { body: Described }) => body.resolution.log.map(({ event }) => event);

/** Scoreboards of which the first call is done and its answer lost. */
function losing(): typeof env.SCOREBOARD {
  let lost = false;
  return Object.assign(Object.create(env.SCOREBOARD) as typeof env.SCOREBOARD, {
    idFromName: (name: string) => env.SCOREBOARD.idFromName(name),
    get: (id: DurableObjectId) => ({
      fetch: async (...request: Parameters<Fetcher['fetch']>) => {
        const answer = await env.SCOREBOARD.get(id).fetch(...request);
        if (lost) return answer;
        lost = true;
        throw Object.assign(new Error('Network connection lost.'), { retryable: true });
      },
    }),
  });
}

afterEach(() => reset());

test('a result says what must be said of it', async () => {
  const from = Date.now();
  await publishWith({});
  await vote(await newVoter(), 'both');
  const sent = await close();
  expect(sent.status).toBe(200);
  const method = async () => (await callJson<{ method: Method }>(POLL)).body.method;
  const { until, ...said } = await method();
  expect(said).toEqual({
    question: poll().question,
    votes: 1,
    from: expect.any(String),
    participation: 'open-to-anyone',
    representative: false,
    repeatVotes: 'stopped-per-browser-only',
  });
  expect(Date.parse(said.from ?? '')).toBeGreaterThanOrEqual(from - 60_000);
  // Closed before its time: that is when the last vote could be cast.
  expect(Date.parse(until)).toBeLessThanOrEqual(Date.now());
  const markdown = await (await call(`${POLL}.md?lang=de`)).text();
  expect(markdown).toContain(`# ${poll().question}`);
  expect(markdown).toContain('nicht repräsentativ');
});

test('what is said of a result gives no count away', async () => {
  await publishWith({ reveal: 'after-close' });
  await vote(await newVoter(), 'both');
  const { body } = await callJson<{ method: Method }>(POLL);
  expect(body.method).toMatchObject({ votes: null, from: null, until: poll().closes });
  for (const format of ['csv', 'md']) {
    const text = await (await call(`${POLL}.${format}?lang=en`)).text();
    expect(text).toContain('The count is shown once the poll has closed.');
    expect(text).not.toMatch(/\d %|both,With both,\d/);
  }
});

describe('resolving', () => {
  beforeEach(async () => {
    await publishWith({});
    await vote(await newVoter(), 'both');
  });

  test('waits for the close, names an outcome and its evidence, and can be taken back', async () => {
    expect(await resolve({ outcome: 'both', evidence })).toMatchObject({ status: 409 });
    await close();
    expect(await resolve({ outcome: 'nobody', evidence })).toMatchObject({ status: 422 });
    const resolved = await resolve({ outcome: 'both', evidence });
    const page = await (await call('/articles/life?lang=en')).text();
    expect(page).toContain('Closed <time datetime="');
    expect(page).not.toContain(`Closed <time datetime="${poll().closes}"`);
    expect(resolved.body).toMatchObject({
      resolution: { rule: expect.any(String), outcome: 'both', evidence, at: expect.any(String) },
      standings: { state: 'resolved', final: true, total: 1 },
    });
    expect(await resolve({ outcome: 'neither', evidence })).toMatchObject({ status: 409 });

    expect(await takeBack()).toMatchObject({
      status: 200,
      body: { standings: { state: 'closed' } },
    });
    await resolve({ void: true, evidence });
    const { body } = await callJson<Described>(POLL);
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
    { outcome: 'both', evidence },
    { void: true, evidence },
  ])(
    'again with %j changes nothing, nor does taking back what is not there',
    async (resolution) => {
      await close();
      const before = await takeBack();
      expect(before).toMatchObject({ status: 200, body: { standings: { state: 'closed' } } });
      const first = await resolve(resolution);
      const again = await resolve(resolution);
      expect([again.status, events(again)]).toEqual([200, events(first)]);
      expect(again.body.resolution).toEqual(first.body.resolution);
      const back = await takeBack();
      const backAgain = await takeBack();
      expect([backAgain.status, events(backAgain)]).toEqual([200, events(back)]);
      expect(events(back)).toHaveLength(events(before).length + 2);
    },
  );

  test('with other evidence is another resolution', async () => {
    await close();
    await resolve({ outcome: 'both', evidence });
    const other = await resolve({ outcome: 'both', evidence: `${evidence}/2` });
    expect(other).toMatchObject({ status: 409, body: { type: '/problems/poll-not-closed' } });
  });

  test('stands once when its answer was lost and it was sent again', async () => {
    await close();
    const headers = { ...EDITOR, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ outcome: 'both', evidence });
    for (const init of [
      { method: 'PUT', headers, body },
      { method: 'DELETE', headers },
    ]) {
      const answer = await app.request(`${POLL}/resolution`, init, {
        ...env,
        SCOREBOARD: losing(),
      });
      expect(answer.status).toBe(200);
    }
    const { body: after } = await callJson<Described>(POLL);
    const ends = after.resolution.log.map(({ event }) => event).slice(-2);
    expect(ends).toEqual(['resolved', 'undone']);
  });

  test.each([
    [{ outcome: 'both' }],
    [{ outcome: 'both', evidence: 'javascript:alert(1)' }],
    [{ void: false, evidence }],
    [{ outcome: 'both', evidence, more: 1 }],
  ])('refuses %j', async (body) => {
    await close();
    expect(await resolve(body)).toMatchObject({ status: 400 });
  });

  test('is for editors', async () => {
    expect(await edit('POST', 'close', undefined, {})).toMatchObject({ status: 401 });
    expect(await resolve({ outcome: 'both', evidence }, {})).toMatchObject({ status: 401 });
    expect(await edit('DELETE', 'resolution', undefined, {})).toMatchObject({ status: 401 });
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
    await close();
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
  await close();
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
    await close();
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
    await close();
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
  expect((await callJson<{ method: Method }>(POLL)).body.method.from).toBeNull();
});

test('a poll is read with one question to its scoreboard', async () => {
  await publishWith({});
  await vote(await newVoter(), 'both');
  let asked = 0;
  const counting = Object.assign(Object.create(env.SCOREBOARD) as typeof env.SCOREBOARD, {
    idFromName: (name: string) => env.SCOREBOARD.idFromName(name),
    get: (id: DurableObjectId) => ({
      fetch: (...request: Parameters<Fetcher['fetch']>) => {
        asked += 1;
        return env.SCOREBOARD.get(id).fetch(...request);
      },
    }),
  });
  const answer = await app.request(POLL, {}, { ...env, SCOREBOARD: counting });
  expect([answer.status, asked]).toEqual([200, 1]);
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
    await close();
    expect(await integrity()).toMatchObject({ accepted: 1 });
  });

  test('from everyone until the close', async () => {
    await publishWith({ reveal: 'after-close', boxes: 1 });
    const voter = await newVoter();
    await vote(voter, 'both');
    await reportAll(1);
    expect(await integrity(voter)).toMatchObject(hidden);
    await close();
    expect(await integrity()).toMatchObject({ accepted: 1, changed: 0, withdrawn: 0 });
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
  await close();
  const { length } = await snapshots();
  for (let i = 1; i < 20; i += 1) {
    await board.report(0, tally(1, i));
    await new Promise((done) => setTimeout(done, 2));
  }
  await wishOf(NAME, 0, voterIn(0, 2), 'both');
  expect(await snapshots()).toHaveLength(length);
});
