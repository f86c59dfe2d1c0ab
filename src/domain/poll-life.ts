import { fail, ok, type Result } from './problem.ts';
import { type PollRules, stateAt } from './poll-rules.ts';
import type { PollState, Standings } from './standings.ts';

/** What happened to a poll, as its public log keeps it. `at` is in epoch ms. */
export interface PollEvent {
  readonly at: number;
  readonly event: 'closed' | 'final' | 'resolved' | 'voided' | 'undone';
  /** The outcome a resolution names. */
  readonly outcome?: string;
  /** The URL that shows it. */
  readonly evidence?: string;
}

/** How a poll ended, if it has: from the last resolution that was not undone. */
export type Resolution = Pick<PollEvent, 'outcome' | 'evidence' | 'at'> | null;

/** A poll's life so far, for its readers. */
export interface Life {
  readonly standings: Standings;
  readonly resolution: Resolution;
  readonly log: readonly PollEvent[];
  /** When its first vote was counted: ISO 8601, UTC; `null` while the counts are not revealed. */
  readonly firstVote: string | null;
}

const dated = (events: readonly PollEvent[], ...kinds: PollEvent['event'][]) =>
  events.findLast(({ event }) => kinds.includes(event));

/** The state a poll is in at `now` (epoch ms): from its times until it is closed, then from its log. */
export function stateOf(rules: PollRules, events: readonly PollEvent[], now: number): PollState {
  if (dated(events, 'closed') === undefined) return stateAt(rules, now);
  const last = dated(events, 'resolved', 'voided', 'undone')?.event;
  if (last === 'resolved') return 'resolved';
  return last === 'voided' ? 'void' : 'closed';
}

/** Whether every box has confirmed the close, so that nothing can change any more. */
export const isFinal = (events: readonly PollEvent[]): boolean =>
  dated(events, 'final') !== undefined;

export function resolutionOf(events: readonly PollEvent[]): Resolution {
  const last = dated(events, 'resolved', 'voided', 'undone');
  if (last === undefined || last.event === 'undone') return null;
  const { event: _, ...resolution } = last;
  return resolution;
}

/** Whether the log says last that the poll ended so: with an outcome, or with `null` for void. */
export function isSaid(
  events: readonly PollEvent[],
  outcome: string | null,
  evidence: string,
): boolean {
  const resolution = resolutionOf(events);
  return (resolution?.outcome ?? null) === outcome && resolution?.evidence === evidence;
}

/** When the poll was closed (epoch ms), or `null` while it has not been. */
export const closedAt = (events: readonly PollEvent[]): number | null =>
  dated(events, 'closed')?.at ?? null;

/** Checks that a poll in this state can be resolved or voided: closed, and not resolved already. */
export function mayResolve(
  rules: PollRules,
  state: PollState,
  outcome: string | null,
): Result<null> {
  if (state !== 'closed') return fail({ tag: 'poll-not-closed', state });
  if (outcome !== null && !rules.outcomes.includes(outcome)) {
    return fail({ tag: 'unknown-outcome', outcome, known: rules.outcomes });
  }
  return ok(null);
}
