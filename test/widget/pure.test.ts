import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delay, outOfPatience } from '../../src/widget/back-off.ts';
import { heightMessages, secretOf } from '../../src/widget/height-messages.ts';
import { localTime, wordingIn } from '../../src/widget/wording.ts';
import { percentages } from '../../src/domain/percentages.ts';
import { CATALOGUES, i18nFor, LANGUAGES } from '../../src/views/i18n.ts';

describe('the back-off', () => {
  test('doubles to half a minute, and never falls below half of that', () => {
    expect([0, 1, 2, 10].map((failures) => delay(failures, 1))).toEqual([
      1_000, 2_000, 4_000, 30_000,
    ]);
    expect([0, 10].map((failures) => delay(failures, 0))).toEqual([500, 15_000]);
  });

  test('spreads readers out', () => {
    expect(new Set(Array.from({ length: 20 }, () => delay(3))).size).toBeGreaterThan(10);
  });

  test('runs out of patience at last', () => {
    expect([0, 2, 3].map(outOfPatience)).toEqual([false, false, true]);
  });
});

describe('the height', () => {
  test.each([
    ['#?secret=abcDEF1234', 'abcDEF1234'],
    ['#?lang=en&secret=abcDEF1234', 'abcDEF1234'],
    ['', null],
    ['#?secret=', null],
    ['#nosecret=abcDEF1234', null],
  ])('%s has the secret %s', (hash, secret) => expect(secretOf(hash)).toBe(secret));

  test('is said in each way that pages understand', () => {
    expect(heightMessages(480, 'story', 'abcDEF1234')).toEqual([
      { type: 'standpoint-height', height: 480 },
      { 'datawrapper-height': { story: 480 } },
      { sentinel: 'amp', type: 'embed-size', height: 480 },
      { message: 'height', value: 480, secret: 'abcDEF1234' },
    ]);
  });

  test('is told to WordPress only where it gave a secret', () => {
    expect(heightMessages(480, 'story', null)).toHaveLength(3);
  });
});

describe.each(LANGUAGES)('figures in %s', (language) => {
  const server = i18nFor(language);
  const { votes, less, more } = CATALOGUES[language].poll;
  const words = wordingIn(language, JSON.parse(JSON.stringify(votes)), { less, more });

  test.each([0, 1, 2, 3, 5, 11, 21, 100, 1_234, 1_000_000])('%i votes, as the server', (count) =>
    expect(words.votes(count)).toBe(server.plural(votes, count)),
  );

  test('shares, as the server', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(3), fc.nat(100_000)), { minLength: 2 }), (counts) => {
        const shares = percentages(counts).map(server.percentage);
        expect(words.percents(counts)).toEqual(
          shares.length === 0 ? counts.map(() => '–') : shares,
        );
      }),
    );
    expect(words.percents([0, 0])).toEqual(['–', '–']);
  });

  test('times say in which zone they are', () => {
    expect(localTime(language, '2027-03-01T00:00:00Z')).toMatch(/UTC|GMT|غرينتش|\+|-/);
  });
});
