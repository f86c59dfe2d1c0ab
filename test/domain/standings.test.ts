import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stateAt } from '../../src/domain/poll-rules.ts';
import { addUp, conceal, isRevealed, toStandings } from '../../src/domain/standings.ts';

const rules = {
  outcomes: ['a', 'b', 'c'],
  opens: 1_000,
  closes: 2_000,
  reveal: 'always',
  boxes: 4,
} as const;
const tally = fc.record({
  revision: fc.nat(1_000),
  counts: fc.array(fc.nat(1_000), { maxLength: 3 }),
});

test('a poll is open from its opening up to, not at, its closing', () => {
  expect(stateAt(rules, 999)).toBe('scheduled');
  expect(stateAt(rules, 1_000)).toBe('open');
  expect(stateAt(rules, 1_999)).toBe('open');
  expect(stateAt(rules, 2_000)).toBe('closed');
  expect(stateAt({ ...rules, opens: null }, 0)).toBe('open');
});

describe('adding up', () => {
  test('does not depend on the order or the grouping of the boxes', () => {
    fc.assert(
      fc.property(fc.array(tally), fc.nat(), (tallies, cut) => {
        const at = cut % (tallies.length + 1);
        const whole = addUp(tallies, 3);
        expect(addUp(tallies.toReversed(), 3)).toEqual(whole);
        expect(addUp([addUp(tallies.slice(0, at), 3), addUp(tallies.slice(at), 3)], 3)).toEqual(
          whole,
        );
      }),
    );
  });
});

describe('standings', () => {
  test('hold every vote once and share them out to 1', () => {
    fc.assert(
      fc.property(fc.array(tally), (tallies) => {
        const { total, outcomes } = toStandings('x/y', rules, 'open', addUp(tallies, 3), false, 0);
        expect(outcomes.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(total);
        if (total !== 0) {
          expect(outcomes.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1);
        }
      }),
    );
  });

  test('share nothing out when nobody has voted', () => {
    const { outcomes } = toStandings('x/y', rules, 'open', { revision: 0, counts: [] }, false, 0);
    expect(outcomes).toEqual(rules.outcomes.map((id) => ({ id, count: 0, share: null })));
  });
});

describe('revealing', () => {
  test.each([
    ['always', 'open', false, true],
    ['after-vote', 'open', false, false],
    ['after-vote', 'open', true, true],
    ['after-vote', 'closed', false, true],
    ['after-close', 'open', true, false],
    ['after-close', 'closed', false, true],
    ['after-close', 'resolved', false, true],
    ['after-close', 'void', false, true],
    ['after-vote', 'scheduled', false, false],
  ] as const)('%s, while %s, to someone who voted: %s', (reveal, state, voted, revealed) => {
    expect(isRevealed(reveal, state, voted)).toBe(revealed);
  });

  test('takes every count out, and the version, which tells how many voted', () => {
    fc.assert(
      fc.property(tally, (counted) => {
        const open = toStandings('x/y', rules, 'open', { ...counted, revision: 77 }, false, 0);
        const { outcomes, ...rest } = conceal(open);
        expect(rest).toEqual({
          poll: 'x/y',
          state: 'open',
          revealed: false,
          version: 0,
          total: null,
          final: false,
          asOf: open.asOf,
        });
        expect(outcomes).toEqual(['a', 'b', 'c'].map((id) => ({ id, count: null, share: null })));
      }),
    );
  });
});
