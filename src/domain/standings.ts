import * as v from 'valibot';

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

/** A box's count per outcome, in the poll's order, with the number of changes that led to it. */
export interface Tally {
  readonly revision: number;
  readonly counts: readonly number[];
}

/** What a poll needs to count: fixed when its first ballot box joins. Times are epoch ms. */
export interface PollRules {
  readonly outcomes: readonly string[];
  readonly opens: number | null;
  readonly closes: number;
}

/** What a voter sends. */
export const BallotSchema = v.strictObject({
  outcome: v.pipe(
    v.string(),
    v.nonEmpty('must not be empty'),
    v.maxLength(100, 'must have at most 100 characters'),
  ),
});

/** The state that the poll's times give at `now` (epoch ms). A poll closes at `closes`, not after. */
export function stateAt(rules: PollRules, now: number): PollState {
  if (rules.opens !== null && now < rules.opens) return 'scheduled';
  return now < rules.closes ? 'open' : 'closed';
}

/** Adds tallies up. Their order does not matter; a shorter `counts` is taken as zeros at its end. */
export function addUp(tallies: readonly Tally[], outcomes: number): Tally {
  const counts = Array.from({ length: outcomes }, (_, i) =>
    tallies.reduce((sum, tally) => sum + (tally.counts[i] ?? 0), 0),
  );
  return { revision: tallies.reduce((sum, { revision }) => sum + revision, 0), counts };
}

/** Words a tally as standings at `now` (epoch ms). */
export function toStandings(poll: string, rules: PollRules, tally: Tally, now: number): Standings {
  const total = tally.counts.reduce((sum, count) => sum + count, 0);
  return {
    poll,
    state: stateAt(rules, now),
    revealed: true,
    version: tally.revision,
    total,
    outcomes: rules.outcomes.map((id, i) => {
      const count = tally.counts[i] ?? 0;
      return { id, count, share: total === 0 ? null : count / total };
    }),
    final: false,
    asOf: new Date(now).toISOString(),
  };
}
