import type { Poll } from './article.ts';
import { boxOf } from './box-of.ts';
import type { Problem } from './problem.ts';

/** What counting a poll rests on. Times are epoch ms. */
export interface PollRules {
  readonly outcomes: readonly string[];
  readonly opens: number | null;
  readonly closes: number;
  readonly reveal: Poll['reveal'];
  readonly boxes: number;
}

/** All that stands once a ballot has been accepted: the rules, and what its voter read. */
export interface Definition {
  readonly rules: PollRules;
  /** The hash of `wordsOf`; empty where a former service kept none. */
  readonly wording: string;
}

/** The part of a published poll that counting rests on. */
export function rulesOf({ outcomes, opens, closes, reveal, boxes }: Poll): PollRules {
  return {
    outcomes: outcomes.map(({ id }) => id),
    opens: opens === undefined ? null : Date.parse(opens),
    closes: Date.parse(closes),
    reveal,
    boxes,
  };
}

/** The words of a poll that a voter decides by, as one text. */
export const wordsOf = ({ question, asks, outcomes, resolution }: Poll): string =>
  JSON.stringify([question, asks, outcomes.map(({ label }) => label), resolution.rule]);

/** Whether two definitions say the same. What has no wording agrees with any. */
export function sameDefinition(one: Definition, other: Definition): boolean {
  const text = ({ rules: { outcomes, opens, closes, reveal, boxes } }: Definition) =>
    JSON.stringify([outcomes, opens, closes, reveal, boxes]);
  const worded = one.wording === '' || other.wording === '' || one.wording === other.wording;
  return worded && text(one) === text(other);
}

/** The state that the poll's times give at `now` (epoch ms). A poll closes at `closes`, not after. */
export function stateAt(
  { opens, closes }: Pick<PollRules, 'opens' | 'closes'>,
  now: number,
): 'scheduled' | 'open' | 'closed' {
  if (opens !== null && now < opens) return 'scheduled';
  return now < closes ? 'open' : 'closed';
}

/** One voter's wish: an outcome, or `null` to withdraw. `voter` is their random id in base64url. */
export interface Wish {
  readonly voter: string;
  readonly outcome: string | null;
}

/**
 * Why a box grants no wish at `now` (epoch ms), or `null` when it does. `closed` says when the poll
 * was closed, if it has been: from then on its times say nothing.
 */
export function refusalOf(
  { voter, outcome }: Wish,
  box: number,
  rules: PollRules,
  closed: number | null,
  now: number,
): Problem | null {
  // A Worker that has not yet seen the poll's rules would let a voter into a second box.
  if (boxOf(voter, rules.boxes) !== box) return { tag: 'poll-stale', boxes: rules.boxes };
  const state = closed === null ? stateAt(rules, now) : 'closed';
  if (state === 'scheduled') {
    return { tag: 'poll-not-open', opens: new Date(rules.opens ?? 0).toISOString() };
  }
  if (state === 'closed') {
    return { tag: 'poll-closed', closes: new Date(closed ?? rules.closes).toISOString() };
  }
  if (outcome === null || rules.outcomes.includes(outcome)) return null;
  return { tag: 'unknown-outcome', outcome, known: rules.outcomes };
}
