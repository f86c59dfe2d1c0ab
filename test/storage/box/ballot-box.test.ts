import {
  abortAllDurableObjects,
  evictDurableObject,
  reset,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { remote } from '../../../src/storage/durable.ts';
import type { Scoreboard } from '../../../src/storage/scoreboard/scoreboard.ts';
import { ARTICLE, env, publish, voterIn, wishOf, withBinding } from '../../helpers.ts';

const POLL = `${ARTICLE}/who-signs`;
const box = (index = 0) => env.BALLOT_BOX.getByName(`${POLL}/${index}`);
const scoreboard = () => remote<Scoreboard>(env.SCOREBOARD, POLL);
const cast = async (n: number, outcome: string, index = 0) => {
  const granted = await wishOf(POLL, index, voterIn(index, n), outcome);
  if (!granted.ok) throw new Error(granted.problem.tag);
  return granted.value;
};
const tallyOf = (revision: number, counts: number[]) => ({
  revision,
  counts,
  integrity: { accepted: revision, changed: 0, withdrawn: 0, refused: {} },
});

beforeEach(() => publish());
afterEach(() => reset());

test('a ballot outlives the object that took it', async () => {
  const { receipt } = await cast(1, 'both');
  await evictDurableObject(box());
  expect(await box().find(voterIn(0, 1))).toMatchObject({
    ok: true,
    value: { outcome: 'both', receipt },
  });
  await abortAllDurableObjects();
  expect(await cast(1, 'neither')).toMatchObject({
    receipt,
    previous: 'both',
    standings: { total: 1 },
  });
});

test('a vote that was not reported before a crash is reported by the alarm', async () => {
  await cast(1, 'both');
  await cast(2, 'both');
  await abortAllDurableObjects();
  await runDurableObjectAlarm(box());
  expect(await scoreboard().standings()).toMatchObject({ total: 2 });
});

test('a box that has told of more refusals than it knows when it wakes loses no vote', async () => {
  await cast(1, 'both');
  const { revision, counts, integrity } = tallyOf(1, [0, 0, 1, 0]);
  const told = { revision, counts, integrity: { ...integrity, refused: { 'unknown-outcome': 5 } } };
  await scoreboard().report(0, told);
  await evictDurableObject(box());
  await cast(2, 'neither');
  expect(await scoreboard().close()).toMatchObject({ total: 2, version: 4 });
  expect(await scoreboard().integrity(false)).toMatchObject({ refused: { 'unknown-outcome': 5 } });
});

test('a close takes the last word of a box, whatever it told before', async () => {
  await cast(1, 'both');
  await scoreboard().report(0, tallyOf(7, [0, 7, 0, 0]));
  expect(await scoreboard().close()).toMatchObject({ total: 1 });
});

test('the answer to a vote adds the other boxes to its own, also from a box that slept', async () => {
  await cast(1, 'both', 0);
  await cast(2, 'neither', 1);
  await abortAllDurableObjects();
  await runDurableObjectAlarm(box(0));
  expect((await cast(3, 'neither', 1)).standings).toMatchObject({ total: 3, version: 3 });
});

test('a vote stands when the scoreboard does not answer', async () => {
  await cast(1, 'both');
  const ballot = await withBinding(box(), 'SCOREBOARD', null, () => cast(2, 'both'));
  expect(ballot).toMatchObject({ standings: { total: 2 } });
});

test('a voter who is sent to another box than their own is not let in', async () => {
  await cast(1, 'both');
  expect(await wishOf(POLL, 0, voterIn(1, 1), 'both')).toMatchObject({
    ok: false,
    problem: { tag: 'poll-stale' },
  });
});

test('stores nothing that names a voter, and two polls tell nothing of each other', async () => {
  const { receipt } = await cast(1, 'both');
  const other = `${ARTICLE}/aid-basis`;
  const elsewhere = await wishOf(other, 0, voterIn(0, 1), 'ended');
  expect(elsewhere).toMatchObject({ ok: true });
  if (elsewhere.ok) expect(elsewhere.value.receipt).not.toBe(receipt);
  const stored = await runInDurableObject(box(), (_, { storage }) =>
    JSON.stringify(
      storage.sql.exec('SELECT hex(receipt) AS receipt, outcome FROM ballots').toArray(),
    ),
  );
  expect(stored.toLowerCase()).toContain(receipt);
  expect(stored).not.toContain(voterIn(0, 1));
});

test('the tally that is kept is what a recount of the rows gives', async () => {
  await Promise.all(
    Array.from({ length: 60 }, (_, n) => cast(n % 40, n % 3 === 0 ? 'both' : 'neither')),
  );
  await wishOf(POLL, 0, voterIn(0, 1), null);
  const { kept, recounted } = await runInDurableObject(box(), (_, { storage }) => ({
    kept: storage.sql.exec<{ counts: string }>('SELECT counts FROM tally').one().counts,
    recounted: storage.sql
      .exec<{ outcome: string; n: number }>(
        'SELECT outcome, count(*) AS n FROM ballots GROUP BY outcome',
      )
      .toArray(),
  }));
  const of = (outcome: string) => recounted.find((row) => row.outcome === outcome)?.n ?? 0;
  expect(JSON.parse(kept)).toEqual([0, 0, of('both'), of('neither')]);
  expect(of('both') + of('neither')).toBe(39);
});

describe('a scoreboard', () => {
  beforeEach(async () => {
    await scoreboard().join(0, 1);
    await scoreboard().join(1, 1);
  });

  test('takes a report that is repeated or late for what it is', async () => {
    await scoreboard().report(0, tallyOf(2, [0, 0, 2, 0]));
    await scoreboard().report(0, tallyOf(2, [0, 0, 2, 0]));
    await scoreboard().report(0, tallyOf(1, [0, 0, 1, 0]));
    expect(await scoreboard().report(1, tallyOf(1, [1, 0, 0, 0]))).toEqual({
      revision: 2,
      counts: [0, 0, 2, 0],
      state: 'open',
      final: false,
    });
    expect(await scoreboard().standings()).toMatchObject({ total: 3, version: 3 });
  });

  test('gives every box the same key and the rules it began with', async () => {
    const first = await scoreboard().look();
    expect(first).toMatchObject({ edition: 1, closed: null });
    await abortAllDurableObjects();
    expect(await scoreboard().look()).toEqual(first);
  });

  test('has no methods but its own', () => {
    const board = scoreboard();
    // @ts-expect-error -- there is no such method
    void (() => board.destroyEverything());
    // @ts-expect-error -- a report has a tally
    void (() => board.report(0));
    // @ts-expect-error -- who is entitled is said, not counted
    void (() => board.history(7));
    expect(board).toBeDefined();
  });
});

test('of a group that cannot be written nothing stays, and the box goes on', async () => {
  await cast(1, 'both');
  await runInDurableObject(box(), (_, { storage }) => {
    storage.sql.exec(`CREATE TRIGGER full BEFORE UPDATE OF revision ON tally
                      BEGIN SELECT RAISE(ABORT, 'full'); END`);
  });
  await expect(cast(2, 'neither')).rejects.toThrow();
  await runInDurableObject(box(), (_, { storage }) => {
    storage.sql.exec('DROP TRIGGER full');
    expect(storage.sql.exec('SELECT outcome FROM ballots').toArray()).toEqual([
      { outcome: 'both' },
    ]);
  });
  expect((await cast(3, 'neither')).standings).toMatchObject({ total: 2, version: 2 });
});
