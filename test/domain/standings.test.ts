import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addUp, stateAt, toStandings } from '../../src/domain/standings.ts';

const rules = { outcomes: ['a', 'b', 'c'], opens: 1_000, closes: 2_000 };
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
        const { total, outcomes } = toStandings('x/y', rules, addUp(tallies, 3), 0);
        expect(outcomes.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(total);
        if (total !== 0) {
          expect(outcomes.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1);
        }
      }),
    );
  });

  test('share nothing out when nobody has voted', () => {
    const { outcomes } = toStandings('x/y', rules, { revision: 0, counts: [] }, 0);
    expect(outcomes).toEqual(rules.outcomes.map((id) => ({ id, count: 0, share: null })));
  });
});
