import { afterEach, describe, expect, test, vi } from 'vitest';
import { SharedCalls } from '../../../src/storage/calls/shared-calls.ts';
import { within } from '../../../src/storage/within.ts';

/** Within one test all asks are of one request, so that they can share here too. */
const calls = () => new SharedCalls<number, string>(true);
/** A call that answers after a while, as one of an object does. */
const slow = () =>
  vi.fn(async (items: readonly number[]) => {
    await scheduler.wait(20);
    return items.map((item) => `answer ${item}`);
  });

afterEach(() => vi.restoreAllMocks());

describe('calls that requests share', () => {
  test('are made at once and alone where nothing is under way', async () => {
    const [shared, call] = [calls(), slow()];
    const answer = shared.ask('a', 1, call);
    expect(call).toHaveBeenCalledWith([1]);
    expect(await answer).toBe('answer 1');
    expect(await shared.ask('a', 2, call)).toBe('answer 2');
    expect(call).toHaveBeenCalledTimes(2);
  });

  test('take along all who come while one is under way, and answer each', async () => {
    const [shared, call] = [calls(), slow()];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => shared.ask('a', n, call)),
    );
    expect(answers).toEqual(Array.from({ length: 50 }, (_, n) => `answer ${n}`));
    expect(call.mock.calls.map(([items]) => items.length)).toEqual([1, 49]);
  });

  test('do not wait for one another, nor for those of another object', async () => {
    const shared = calls();
    const never = vi.fn(() => new Promise<string[]>(() => undefined));
    void shared.ask('a', 1, never);
    expect(await shared.ask('a', 2, slow())).toBe('answer 2');
    expect(await shared.ask('b', 3, slow())).toBe('answer 3');
  });

  test('fail all who went along with what the object threw', async () => {
    const [shared, error] = [calls(), Object.assign(new Error('full'), { overloaded: true })];
    const call = vi.fn(async () => {
      await scheduler.wait(5);
      throw error;
    });
    const asked = await Promise.allSettled([1, 2, 3].map((item) => shared.ask('a', item, call)));
    expect(asked.map((answer) => answer.status === 'rejected' && answer.reason === error)).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('are not joined any more where whoever was to make them has died', async () => {
    const [shared, never] = [calls(), () => new Promise<string[]>(() => undefined)];
    void shared.ask('a', 1, never);
    const wait = vi.spyOn(scheduler, 'wait').mockReturnValue(new Promise(() => undefined));
    const lost = shared.ask('a', 2, slow());
    wait.mockRestore();
    const now = Date.now();
    await expect(within(20, lost)).rejects.toThrow('no answer');
    vi.spyOn(Date, 'now').mockReturnValue(now + 2_000);
    expect(await shared.ask('a', 3, slow())).toBe('answer 3');
  });

  test('are not shared where requests cannot wake each other', async () => {
    const [alone, call] = [new SharedCalls<number, string>(false), slow()];
    const answers = await Promise.all([1, 2, 3].map((item) => alone.ask('a', item, call)));
    expect(answers).toEqual(['answer 1', 'answer 2', 'answer 3']);
    expect(call).toHaveBeenCalledTimes(3);
  });
});
