import { describe, expect, test, vi } from 'vitest';
import { reach } from '../../../src/storage/calls/reach.ts';

const failing = (marks: object) => Object.assign(new Error('no'), marks);

describe('calling an object', () => {
  test('gives its answer', async () => {
    expect(await reach(async () => 1)).toEqual({ ok: true, value: 1 });
  });

  test('is tried again after an error that says so', async () => {
    const call = vi.fn<() => Promise<number>>();
    call.mockRejectedValueOnce(failing({ retryable: true })).mockResolvedValue(2);
    expect(await reach(call)).toEqual({ ok: true, value: 2 });
    expect(call).toHaveBeenCalledTimes(2);
  });

  test.each([
    [1, { overloaded: true }],
    [1, { overloaded: true, retryable: true }],
    [3, { retryable: true }],
  ])('is given up after %i tries on %j', async (tries, marks) => {
    const call = vi.fn<() => Promise<number>>().mockRejectedValue(failing(marks));
    expect(await reach(call)).toEqual({ ok: false, problem: { tag: 'overloaded' } });
    expect(call).toHaveBeenCalledTimes(tries);
  });

  test('does not hide any other error', async () => {
    await expect(reach(() => Promise.reject(failing({})))).rejects.toThrow('no');
  });
});
