import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentages } from '../../src/domain/percentages.ts';

/** As a reader reads them. */
const read = (counts: readonly number[]) =>
  percentages(counts).map(
    ({ percent, bound }) =>
      `${bound === 'below' ? '<' : ''}${bound === 'above' ? '>' : ''}${percent}`,
  );

describe('shares in whole per cent', () => {
  test.each([
    [
      [2, 2, 3],
      ['29', '28', '43'],
    ],
    [
      [1, 1, 1],
      ['34', '33', '33'],
    ],
    [
      [1, 1, 1, 1, 1, 1],
      ['17', '17', '17', '17', '16', '16'],
    ],
    [
      [299, 1, 0],
      ['>99', '<1', '0'],
    ],
    [
      [0, 7],
      ['0', '100'],
    ],
    [
      [1, 99],
      ['1', '99'],
    ],
    [
      [1, 199],
      ['<1', '>99'],
    ],
    [
      [3, 397],
      ['<1', '>99'],
    ],
    [[0, 0], []],
  ])('%j are read as %j', (counts, words) => {
    expect(read(counts)).toEqual(words);
  });

  const counts = fc.array(fc.oneof(fc.nat(3), fc.nat(2_000_000)), { minLength: 1, maxLength: 12 });

  test('add up to 100, or to what leaves room for it where one is bounded', () => {
    fc.assert(
      fc.property(counts, (each) => {
        const shares = percentages(each);
        fc.pre(shares.length > 0);
        const least = shares.map(({ percent, bound }) => (bound === 'below' ? 0 : percent));
        const most = shares.map(({ percent, bound }) => (bound === 'above' ? 100 : percent));
        const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
        if (shares.some(({ bound }) => bound !== undefined)) {
          expect(sum(least)).toBeLessThanOrEqual(100);
          expect(sum(most)).toBeGreaterThanOrEqual(100);
        } else expect(sum(most)).toBe(100);
      }),
    );
  });

  test('never say all of less, nor nothing of something, and are within one of the truth', () => {
    fc.assert(
      fc.property(counts, (each) => {
        const total = each.reduce((a, b) => a + b, 0);
        percentages(each).forEach(({ percent, bound }, i) => {
          const share = ((each[i] ?? 0) / total) * 100;
          expect(percent === 0 && bound === undefined).toBe(share === 0);
          expect(percent === 100).toBe(share === 100);
          expect(Math.abs(percent - share)).toBeLessThan(1);
        });
      }),
    );
  });
});
