import {
  abortAllDurableObjects,
  reset,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { remote } from '../../../src/storage/durable.ts';
import type { Scoreboard } from '../../../src/storage/scoreboard/scoreboard.ts';
import { ARTICLE, env, publish, voterIn, wishOf, withBinding } from '../../helpers.ts';

const POLL = `${ARTICLE}/who-signs`;
const CLOSES = Date.parse('2027-03-01T00:00:00Z');
const stub = () => env.SCOREBOARD.getByName(POLL);
const scoreboard = () => remote<Scoreboard>(env.SCOREBOARD, POLL);
const cast = (index: number, n: number) => wishOf(POLL, index, voterIn(index, n), 'both');
const dump = () =>
  runInDurableObject(stub(), (_, { storage }) =>
    ['boxes', 'events'].map((table) => storage.sql.exec(`SELECT * FROM ${table}`).toArray()),
  );

beforeEach(async () => {
  await publish();
  for (const index of [0, 1, 2]) await cast(index, 1);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

test('a close reaches every box, and then the standings are final', async () => {
  expect(await scoreboard().close()).toMatchObject({ state: 'closed', final: true, total: 3 });
  expect(await cast(0, 2)).toMatchObject({ ok: false, problem: { tag: 'poll-closed' } });
  expect(await scoreboard().close()).toMatchObject({ final: true, total: 3 });
});

test('a box that joins after the close takes nothing', async () => {
  await scoreboard().close();
  expect(await cast(3, 1)).toMatchObject({ ok: false, problem: { tag: 'poll-closed' } });
  expect(await scoreboard().standings()).toMatchObject({ final: true, total: 3 });
});

test('a box that comes late says when the poll closed, not when it would have', async () => {
  await scoreboard().close();
  const late = await cast(3, 1);
  const told = late.ok || late.problem.tag !== 'poll-closed' ? '' : late.problem.closes;
  expect(Date.parse(told)).toBeLessThanOrEqual(Date.now());
  const early = await cast(0, 2);
  expect(early).toMatchObject({ problem: { closes: told } });
});

test('a box that is still joining when the poll closes ends closed', async () => {
  const late = env.BALLOT_BOX.getByName(`${POLL}/3`);
  const answers = await runInDurableObject(late, async (box) => {
    const casting = box.cast([{ voter: voterIn(3, 1), outcome: 'both' }]);
    box.close(Date.now());
    return casting;
  });
  expect(answers?.results[0]).toMatchObject({ ok: false, problem: { tag: 'poll-closed' } });
  expect(await cast(3, 2)).toMatchObject({ ok: false, problem: { tag: 'poll-closed' } });
});

test('what a box reports after the close changes no count', async () => {
  await scoreboard().close();
  await scoreboard().report(0, {
    revision: 9,
    counts: [0, 0, 9, 0],
    integrity: { accepted: 9, changed: 0, withdrawn: 0, refused: {} },
  });
  expect(await scoreboard().standings()).toMatchObject({ final: true, total: 3 });
});

test('a vote that was taken but never reported is in the final standings', async () => {
  await cast(0, 2);
  await cast(0, 3);
  expect(await scoreboard().close()).toMatchObject({ total: 5 });
});

test('the alarm closes the poll at its time, and seven times over leaves the same', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(CLOSES + 1);
  expect(await scoreboard().standings()).toMatchObject({ state: 'closed', final: false });
  const alarm = () =>
    runInDurableObject(stub(), (board) => (board as unknown as Scoreboard).alarm());
  await alarm();
  const once = await dump();
  for (let i = 0; i < 6; i += 1) await alarm();
  expect(await dump()).toEqual(once);
  expect(await scoreboard().standings()).toMatchObject({
    state: 'closed',
    final: true,
    total: 3,
  });
});

test('a box whose clock is behind takes nothing after it has confirmed the close', async () => {
  const now = vi.spyOn(Date, 'now').mockReturnValue(CLOSES + 1);
  await runDurableObjectAlarm(stub());
  now.mockReturnValue(CLOSES - 5_000);
  expect(await cast(1, 2)).toMatchObject({ ok: false, problem: { tag: 'poll-closed' } });
});

test('a close that is cut short is finished by the alarm', async () => {
  await runInDurableObject(stub(), async (_, { storage }) => {
    // What a scoreboard leaves that died right after it had logged the close.
    const event = JSON.stringify({ at: Date.now(), event: 'closed' });
    storage.sql.exec('INSERT INTO events (content) VALUES (?)', event);
    await storage.setAlarm(Date.now() + 60_000);
  });
  await abortAllDurableObjects();
  expect(await scoreboard().standings()).toMatchObject({ state: 'closed', final: false });
  await runDurableObjectAlarm(stub());
  expect(await scoreboard().standings()).toMatchObject({ final: true, total: 3 });
});

test('a box that does not answer is asked again until it has confirmed', async () => {
  const real = env.BALLOT_BOX;
  const close = vi.fn<() => Promise<never>>().mockRejectedValue(new Error('gone'));
  const broken = {
    getByName: (name: string) => (name === `${POLL}/1` ? { close } : real.getByName(name)),
  };
  const standings = await withBinding(stub(), 'BALLOT_BOX', broken, () => scoreboard().close());
  expect(close).toHaveBeenCalledTimes(1);
  expect(standings).toMatchObject({ state: 'closed', final: false });
  await runDurableObjectAlarm(stub());
  expect(await scoreboard().standings()).toMatchObject({ final: true, total: 3 });
});
