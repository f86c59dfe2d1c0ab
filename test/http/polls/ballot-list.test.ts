import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Standings } from '../../../src/domain/standings.ts';
import { app } from '../../../src/http/app.ts';
import { BallotBox } from '../../../src/storage/box/ballot-box.ts';
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
} from '../../helpers.ts';

const POLL = '/v1/articles/listed/polls/who-signs';
const LIST = `${POLL}/ballots.csv`;

const vote = async (outcome: string) => {
  const answer = await castBallot(await newVoter(), outcome, `${POLL}/ballot`);
  return answer.json<{ receipt: string; standings: Standings }>();
};
const close = () => call(`${POLL}/close`, { method: 'POST', headers: EDITOR });
/** Objects that nobody may ask. */
const none = new Proxy<DurableObjectNamespace<never>>(Object.create(null), {
  get: () => () => {
    throw new Error('an object was asked');
  },
});
const withoutObjects = { ...env, SCOREBOARD: none, BALLOT_BOX: none, PUBLISHER: none };

const polls = realArticle().polls.map((poll) => ({ ...poll, boxes: 3 }));

beforeEach(() => publish(realArticle({ id: 'listed', polls })));
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

describe('the list of a final poll', () => {
  test('is kept for long and asked for again without asking an object', async () => {
    await vote('both');
    await close();
    const first = await call(LIST);
    await first.text();
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect(first.headers.get('Cache-Tag')).toBe('article-listed');
    const etag = first.headers.get('ETag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    for (const header of [etag, `W/${etag}`, '*']) {
      const again = await app.request(
        LIST,
        { headers: { 'If-None-Match': header } },
        withoutObjects,
      );
      expect([again.status, again.headers.get('ETag')]).toEqual([304, etag]);
    }
  });

  test('stays the same whatever becomes of the poll', async () => {
    await vote('both');
    await close();
    const first = await call(LIST);
    await call(`${POLL}/resolution`, {
      method: 'PUT',
      headers: { ...EDITOR, 'Content-Type': 'application/json' },
      body: JSON.stringify({ void: true, evidence: 'https://gov.example/agreement' }),
    });
    const other = realArticle({ id: 'listed', polls, title: 'Another title' });
    expect((await put(other, 'listed', { 'If-Match': '*' })).status).toBe(200);
    const later = await call(LIST);
    expect(later.headers.get('ETag')).toBe(first.headers.get('ETag'));
    expect(await later.text()).toBe(await first.text());
  });

  test('is refused before that, whatever the client says it has', async () => {
    for (const header of ['*', '"1.0"']) {
      const answer = await call(LIST, { headers: { 'If-None-Match': header } });
      expect(answer.status).toBe(409);
    }
  });

  test('is not fetched for its headers alone', async () => {
    await vote('both');
    await close();
    const list = vi.spyOn(BallotBox.prototype, 'list');
    const head = await call(LIST, { method: 'HEAD' });
    expect(head.status).toBe(200);
    const whole = await call(LIST);
    expect(list).not.toHaveBeenCalled();
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(whole.headers));
    expect(await whole.text()).toMatch(/^receipt,outcome\r\n[0-9a-f]{32},both\r\n$/);
    expect(list).toHaveBeenCalled();
  });

  test('of many comes in few large pages', async () => {
    for (const outcome of ['both', 'neither', 'both']) await vote(outcome);
    await close();
    const list = vi.spyOn(BallotBox.prototype, 'list');
    const lines = (await (await call(LIST)).text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(list).toHaveBeenCalledTimes(new Set(list.mock.contexts).size);
    for (const [, limit] of list.mock.calls) expect(limit).toBe(20_000);
  });
});

describe('a ballot by its receipt', () => {
  test('is what the list says of it', async () => {
    const votes = await Promise.all(['both', 'neither', 'russia-only'].map(vote));
    await close();
    const list = await (await call(LIST)).text();
    for (const { receipt } of votes) {
      const { status, headers, body } = await callJson(`${POLL}/ballots/${receipt}`);
      expect(status).toBe(200);
      expect(list).toContain(`${receipt},${String(body['outcome'])}\r\n`);
      expect(body).toEqual({ receipt, outcome: body['outcome'] });
      expect(headers.get('Cache-Control')).toContain('immutable');
      const known = { headers: { 'If-None-Match': headers.get('ETag') ?? '' } };
      expect((await call(`${POLL}/ballots/${receipt}`, known)).status).toBe(304);
    }
  });

  test('waits until the poll is final', async () => {
    const { receipt } = await vote('both');
    const { status, body } = await callJson(`${POLL}/ballots/${receipt}`);
    expect([status, body['type']]).toEqual([409, '/problems/poll-not-closed']);
  });

  test.each(['0'.repeat(32), 'nonsense', '0', `${'0'.repeat(32)}.csv`, "'%20OR%201=1"])(
    'is not found by %s',
    async (receipt) => {
      await vote('both');
      await close();
      const { status, body } = await callJson(`${POLL}/ballots/${receipt}`);
      expect([status, body['type']]).toEqual([404, '/problems/receipt-not-found']);
    },
  );

  test('that was withdrawn is not found', async () => {
    const voter = await newVoter();
    const cast = await castBallot(voter, 'both', `${POLL}/ballot`);
    const { receipt } = await cast.json<{ receipt: string }>();
    await call(`${POLL}/ballot`, { method: 'DELETE', headers: { 'Standpoint-Voter': voter } });
    await close();
    expect((await call(`${POLL}/ballots/${receipt}`)).status).toBe(404);
  });
});
