import { afterEach, describe, expect, test, vi } from 'vitest';
import { reach } from '../../../src/storage/calls/reach.ts';

const failing = (marks: object) => Object.assign(new Error('no'), marks);
const LOST = failing({ retryable: true });
const FULL = failing({ overloaded: true, retryable: true });
const overloaded = { ok: false, problem: { tag: 'overloaded' } };
const unconfirmed = { ok: false, problem: { tag: 'unconfirmed' } };

afterEach(() => vi.restoreAllMocks());

describe('calling an object', () => {
  test('gives its answer', async () => {
    expect(await reach(async () => 1)).toEqual({ ok: true, value: 1 });
  });

  test('is tried again after an error that says so', async () => {
    const call = vi.fn<() => Promise<number>>();
    call.mockRejectedValueOnce(LOST).mockResolvedValue(2);
    expect(await reach(call)).toEqual({ ok: true, value: 2 });
    expect(call).toHaveBeenCalledTimes(2);
  });

  test.each([
    ['once, when the object is full', overloaded, 1, [FULL]],
    ['three times, when no answer comes back', unconfirmed, 3, [LOST, LOST, LOST]],
    ['until it is full, which says nothing of the tries before', unconfirmed, 2, [LOST, FULL]],
  ])('is tried %s', async (_, answer, tries, errors) => {
    const call = vi.fn<() => Promise<number>>().mockResolvedValue(1);
    for (const error of errors) call.mockRejectedValueOnce(error);
    expect(await reach(call)).toEqual(answer);
    expect(call).toHaveBeenCalledTimes(tries);
  });

  test('is never tried again where doing it twice is not doing it once', async () => {
    const call = vi.fn<() => Promise<number>>().mockRejectedValue(LOST);
    expect(await reach(call, { idempotent: false })).toEqual(unconfirmed);
    expect(call).toHaveBeenCalledTimes(1);
  });

  test('waits a random time before the next try, so that a crowd does not come back as one', async () => {
    const random = vi.spyOn(Math, 'random');
    const took = async (share: number) => {
      random.mockReturnValue(share);
      const call = vi.fn<() => Promise<number>>().mockRejectedValueOnce(LOST).mockResolvedValue(1);
      const started = Date.now();
      await reach(call);
      return Date.now() - started;
    };
    expect(await took(0)).toBeLessThan(40);
    expect(await took(0.99)).toBeGreaterThanOrEqual(49);
  });

  test('is given up when no answer comes in time, and not tried again', async () => {
    const call = vi.fn(() => new Promise<number>(() => undefined));
    expect(await reach(call, { limit: 30 })).toEqual(unconfirmed);
    expect(call).toHaveBeenCalledTimes(1);
  });

  test('takes no longer with all its tries than one call may', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.99);
    const call = vi.fn(async () => {
      await scheduler.wait(20);
      throw LOST;
    });
    const started = Date.now();
    expect(await reach(call, { limit: 60 })).toEqual(unconfirmed);
    expect(Date.now() - started).toBeLessThan(120);
  });

  test('does not hide any other error', async () => {
    await expect(reach(() => Promise.reject(failing({})))).rejects.toThrow('no');
  });
});
