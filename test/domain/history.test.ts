import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_SNAPSHOTS, thin } from '../../src/domain/history.ts';

const HOUR = 3_600_000;

/** Takes a snapshot every `every` ms for `duration`, thinning each time, as a scoreboard does. */
function takeFor(duration: number, every: number): number[] {
  let times: number[] = [];
  for (let now = 1_000_000; now <= 1_000_000 + duration; now += every)
    times = thin([...times, now], now);
  return times;
}

describe('thinning', () => {
  test('keeps the first and the latest, and invents nothing', () => {
    const ascending = fc
      .uniqueArray(fc.nat(10 ** 12), { minLength: 1 })
      .map((times) => times.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(ascending, fc.nat(10 ** 9), (times, later) => {
        const kept = thin(times, (times.at(-1) ?? 0) + later);
        expect(kept[0]).toBe(times[0]);
        expect(kept.at(-1)).toBe(times.at(-1));
        expect(times).toEqual(expect.arrayContaining(kept));
        expect(kept.length).toBeLessThanOrEqual(MAX_SNAPSHOTS);
      }),
    );
  });

  test('keeps a minute’s steps of the last hour and a quarter’s of the last day', () => {
    const times = takeFor(26 * HOUR, 10_000);
    const now = times.at(-1) ?? 0;
    const steps = (from: number, to: number) =>
      times.filter((time) => now - time >= from && now - time < to);
    expect(steps(0, HOUR).length).toBeGreaterThanOrEqual(60);
    expect(steps(2 * HOUR, 3 * HOUR).length).toBeLessThanOrEqual(5);
    expect(steps(2 * HOUR, 3 * HOUR).length).toBeGreaterThanOrEqual(3);
    expect(times.length).toBeLessThan(200);
  });
});
