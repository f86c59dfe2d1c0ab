import * as v from 'valibot';
import type { Poll } from './article.ts';
import type { PollRules } from './poll-rules.ts';

/** Where a poll is in its life. */
export type PollState = 'scheduled' | 'open' | 'closed' | 'resolved' | 'void';

/**
 * The counts of one poll. `version` only grows; `share` is between 0 and 1, `null` of no votes.
 * While `revealed` is false every count is `null` and `version` is 0. Nothing changes once `final`.
 */
export interface Standings {
  readonly poll: string;
  readonly state: PollState;
  readonly revealed: boolean;
  readonly version: number;
  readonly total: number | null;
  readonly outcomes: readonly {
    readonly id: string;
    readonly count: number | null;
    readonly share: number | null;
  }[];
  readonly final: boolean;
  /** When these counts were added up: ISO 8601, UTC. */
  readonly asOf: string;
}

/** A count per outcome, in the poll's order, with the number of changes that led to it. */
export interface Tally {
  readonly revision: number;
  readonly counts: readonly number[];
}

/** What a voter sends. */
export const BallotSchema = v.strictObject({
  outcome: v.pipe(
    v.string(),
    v.nonEmpty('must not be empty'),
    v.maxLength(100, 'must have at most 100 characters'),
  ),
});

/** A voter's current choice; `standings` is `null` while they are not revealed. */
export interface Ballot {
  readonly outcome: string;
  readonly receipt: string;
  readonly standings: Standings | null;
}

/** Adds tallies up. Their order does not matter; a shorter `counts` is taken as zeros at its end. */
export function addUp(tallies: readonly Tally[], outcomes: number): Tally {
  const counts = Array.from({ length: outcomes }, (_, i) =>
    tallies.reduce((sum, tally) => sum + (tally.counts[i] ?? 0), 0),
  );
  return { revision: tallies.reduce((sum, { revision }) => sum + revision, 0), counts };
}

/** Words a tally as standings, counts and all; `now` is in epoch ms. */
export function toStandings(
  poll: string,
  rules: PollRules,
  state: PollState,
  tally: Tally,
  final: boolean,
  now: number,
): Standings {
  const total = tally.counts.reduce((sum, count) => sum + count, 0);
  return {
    poll,
    state,
    revealed: true,
    version: tally.revision,
    total,
    outcomes: rules.outcomes.map((id, i) => {
      const count = tally.counts[i] ?? 0;
      return { id, count, share: total === 0 ? null : count / total };
    }),
    final,
    asOf: new Date(now).toISOString(),
  };
}

/** Whether a poll in this state shows its counts to a reader who has, or has not, voted in it. */
export function isRevealed(reveal: Poll['reveal'], state: PollState, voted: boolean): boolean {
  if (reveal === 'always' || (reveal === 'after-vote' && voted)) return true;
  return state !== 'scheduled' && state !== 'open';
}

/** The same standings with every count taken out. */
export function conceal(standings: Standings): Standings {
  return {
    ...standings,
    revealed: false,
    version: 0,
    total: null,
    outcomes: standings.outcomes.map(({ id }) => ({ id, count: null, share: null })),
  };
}
