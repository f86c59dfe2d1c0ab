import {
  abortAllDurableObjects,
  evictDurableObject,
  reset,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { remote } from '../../src/storage/durable.ts';
import type { Scoreboard } from '../../src/storage/scoreboard.ts';
import { ARTICLE, env, publish } from '../helpers.ts';

const POLL = `${ARTICLE}/who-signs`;
const box = (index = 0) => env.BALLOT_BOX.getByName(`${POLL}/${index}`);
const scoreboard = () => remote<Scoreboard>(env.SCOREBOARD, POLL);
/** A voter's id: 16 bytes in base64url, whose last character holds only two bits. */
const voter = (n: number) => `voter${String(n).padStart(16, '0')}A`;
const cast = async (n: number, outcome: string, index = 0) => {
  const ballot = await box(index).cast(POLL, index, voter(n), outcome);
  if (!ballot.ok) throw new Error(ballot.problem.tag);
  return ballot.value;
};

beforeEach(() => publish());
afterEach(() => reset());

test('a ballot outlives the object that took it', async () => {
  const { receipt } = await cast(1, 'both');
  await evictDurableObject(box());
  expect(await box().find(POLL, 0, voter(1))).toMatchObject({
    ok: true,
    value: { outcome: 'both', receipt },
  });
  await abortAllDurableObjects();
  expect(await cast(1, 'neither')).toMatchObject({
    receipt,
    first: false,
    standings: { total: 1 },
  });
});

test('a vote that was not reported before a crash is reported by the alarm', async () => {
  await cast(1, 'both');
  await cast(2, 'both');
  await abortAllDurableObjects();
  await runDurableObjectAlarm(box());
  expect(await scoreboard().standings(POLL)).toMatchObject({ total: 2 });
});

test('the answer to a vote adds the other boxes to its own', async () => {
  await cast(1, 'both', 0);
  await runDurableObjectAlarm(box(0));
  await cast(2, 'neither', 1);
  await runDurableObjectAlarm(box(1));
  expect((await cast(3, 'neither', 1)).standings).toMatchObject({ total: 3, version: 3 });
});

test('stores nothing that names a voter, and two polls tell nothing of each other', async () => {
  const { receipt } = await cast(1, 'both');
  const other = `${ARTICLE}/aid-basis`;
  const elsewhere = await env.BALLOT_BOX.getByName(`${other}/0`).cast(other, 0, voter(1), 'ended');
  expect(elsewhere).toMatchObject({ ok: true });
  if (elsewhere.ok) expect(elsewhere.value.receipt).not.toBe(receipt);
  const stored = await runInDurableObject(box(), (_, { storage }) =>
    JSON.stringify(
      storage.sql.exec('SELECT hex(receipt) AS receipt, outcome FROM ballots').toArray(),
    ),
  );
  expect(stored.toLowerCase()).toContain(receipt);
  expect(stored).not.toContain(voter(1));
});

describe('a scoreboard', () => {
  beforeEach(async () => {
    await scoreboard().join(POLL, 0);
    await scoreboard().join(POLL, 1);
  });

  test('takes a report that is repeated or late for what it is', async () => {
    await scoreboard().report(0, 2, [0, 0, 2, 0]);
    await scoreboard().report(0, 2, [0, 0, 2, 0]);
    await scoreboard().report(0, 1, [0, 0, 1, 0]);
    expect(await scoreboard().report(1, 1, [1, 0, 0, 0])).toEqual({
      revision: 2,
      counts: [0, 0, 2, 0],
    });
    expect(await scoreboard().standings(POLL)).toMatchObject({ total: 3, version: 3 });
  });

  test('gives every box the same key and the rules it began with', async () => {
    const first = await scoreboard().join(POLL, 0);
    await abortAllDurableObjects();
    expect(await scoreboard().join(POLL, 5)).toEqual(first);
  });

  test('has no methods but its own', () => {
    const board = scoreboard();
    // @ts-expect-error -- there is no such method
    void (() => board.destroyEverything());
    // @ts-expect-error -- a report has counts
    void (() => board.report(0, 1));
    // @ts-expect-error -- a poll is named by text
    void (() => board.standings(7));
    expect(board).toBeDefined();
  });
});
