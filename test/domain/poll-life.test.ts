import { describe, expect, test } from 'vitest';
import {
  isSaid,
  mayResolve,
  type PollEvent,
  resolutionOf,
  stateOf,
} from '../../src/domain/poll-life.ts';

const rules = { outcomes: ['a', 'b'], opens: 10, closes: 20, reveal: 'always', boxes: 1 } as const;
const at = 15;
const closed: PollEvent = { at, event: 'closed' };
const resolved: PollEvent = { at, event: 'resolved', outcome: 'a', evidence: 'https://x.example/' };
const voided: PollEvent = { at, event: 'voided', evidence: 'https://x.example/' };
const undone: PollEvent = { at, event: 'undone' };

describe('a poll', () => {
  test('goes by its times until it is closed', () => {
    expect([5, 10, 19, 20].map((now) => stateOf(rules, [], now))).toEqual([
      'scheduled',
      'open',
      'open',
      'closed',
    ]);
  });

  test.each([
    ['closed', [closed]],
    ['closed', [closed, { at, event: 'final' }]],
    ['resolved', [closed, resolved]],
    ['closed', [closed, resolved, undone]],
    ['void', [closed, resolved, undone, voided]],
  ] as const)('is %s after its log says so, whatever the time', (state, events) => {
    expect(stateOf(rules, events, 12)).toBe(state);
  });

  test('ended as its last resolution says that was not undone', () => {
    expect(resolutionOf([closed])).toBeNull();
    expect(resolutionOf([closed, resolved])).toEqual({
      at,
      outcome: 'a',
      evidence: 'https://x.example/',
    });
    expect(resolutionOf([closed, resolved, undone])).toBeNull();
    expect(resolutionOf([closed, voided])).toEqual({ at, evidence: 'https://x.example/' });
  });

  test('is resolved once, when it is closed, with one of its outcomes', () => {
    expect(mayResolve(rules, 'closed', 'a').ok).toBe(true);
    expect(mayResolve(rules, 'closed', null).ok).toBe(true);
    expect(mayResolve(rules, 'closed', 'c')).toMatchObject({ problem: { tag: 'unknown-outcome' } });
    for (const state of ['scheduled', 'open', 'resolved', 'void'] as const) {
      expect(mayResolve(rules, state, 'a')).toMatchObject({
        problem: { tag: 'poll-not-closed', state },
      });
    }
  });

  test.each([
    [[], 'a', false],
    [[closed], null, false],
    [[closed, resolved], 'a', true],
    [[closed, resolved], 'b', false],
    [[closed, resolved], null, false],
    [[closed, resolved, undone], 'a', false],
    [[closed, voided], null, true],
  ] as const)('has a log, %j, that says last that it ended with %s: %s', (log, outcome, said) => {
    expect(isSaid(log, outcome, 'https://x.example/')).toBe(said);
    expect(isSaid(log, outcome, 'https://y.example/')).toBe(false);
  });
});
