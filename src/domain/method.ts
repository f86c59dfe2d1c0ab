import type { Poll } from './article.ts';
import type { Standings } from './standings.ts';

/**
 * What belongs to a poll's result wherever it is printed (German Press Code, guideline 2.1): what was
 * asked, how many votes that is, when they were cast, and that they stand for nobody else.
 */
export interface Method {
  readonly question: string;
  /** Votes cast, which are not people; `null` while they are not revealed. */
  readonly votes: number | null;
  /** When the first vote could be cast or, where that was never said, was counted: ISO 8601, UTC. */
  readonly from: string | null;
  /** When the last vote can be, or could be, cast: ISO 8601, UTC. */
  readonly until: string;
  readonly participation: 'open-to-anyone';
  readonly representative: false;
  readonly repeatVotes: 'stopped-per-browser-only';
}

/**
 * How a result came about. `firstVote` is when the first vote was counted, where that may be seen, and
 * `closed` when the poll was closed, if that was before its time.
 */
export function methodOf(
  { question, opens, closes }: Pick<Poll, 'question' | 'opens' | 'closes'>,
  { total }: Pick<Standings, 'total'>,
  firstVote: string | null,
  closed?: string,
): Method {
  return {
    question,
    votes: total,
    from: opens ?? firstVote,
    until: closed ?? closes,
    participation: 'open-to-anyone',
    representative: false,
    repeatVotes: 'stopped-per-browser-only',
  };
}
