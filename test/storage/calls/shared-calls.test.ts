import { describe, expect, test, vi } from 'vitest';
import { SharedCalls } from '../../../src/storage/calls/shared-calls.ts';

const calls = () => new SharedCalls<number, string>();
/** A call that answers after a while, as one of an object does. */
const slow = () =>
  vi.fn(async (items: readonly number[]) => {
    await scheduler.wait(20);
    return items.map((item) => `answer ${item}`);
  });

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

  test('are given up as retryable when who made them has died, and others start anew', async () => {
    const shared = calls();
    const never = () => new Promise<string[]>(() => undefined);
    void shared.ask('a', 1, never);
    void shared.ask('a', 2, never);
    await expect(shared.ask('a', 3, slow())).rejects.toMatchObject({ retryable: true });
    expect(await shared.ask('a', 4, slow())).toBe('answer 4');
  });
});
