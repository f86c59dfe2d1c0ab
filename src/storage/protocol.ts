import type { Poll } from '../domain/article.ts';
import type { Integrity } from '../domain/integrity.ts';
import { type Definition, type PollRules, rulesOf, wordsOf } from '../domain/poll-rules.ts';
import type { PollState, Tally } from '../domain/standings.ts';
import { sha256 } from '../crypto.ts';

/*
 * What the objects say to each other. It stands below all of them, so that each knows what it may
 * ask of another and none knows how the other is made. Anything said here may be lost, come late,
 * come twice, or have its answer lost: each call says what is, never what is to be added, and the
 * same call again changes nothing.
 */

/** A box's counts and how it came to them: absolute, so that saying it twice changes nothing. */
export interface BoxTally extends Tally {
  readonly integrity: Integrity;
}

/** What a box may know of its poll before it takes part. */
export interface Known {
  /** How often the poll has been defined: a box joins what it has looked at and nothing else. */
  readonly edition: number;
  /** The poll's secret, in base64url. */
  readonly key: string;
  readonly rules: PollRules;
  /** When it was closed (epoch ms), or `null`. */
  readonly closed: number | null;
}

/** What a box does not know of its poll by itself: the other boxes' counts, and what became of it. */
export interface Elsewhere extends Tally {
  readonly state: PollState;
  readonly final: boolean;
}

/** What a scoreboard asks of its boxes. */
export interface BoxOfPoll {
  close(at: number): Promise<BoxTally>;
}

/** How a scoreboard receives a definition: it has that one, it holds still for it, or it has begun. */
export type Reception = 'same' | 'held' | 'begun';

/** What boxes and publisher ask of a scoreboard. */
export interface ScoreboardOfPoll {
  /** What the poll is, or `null` when nobody has defined it. Looking changes nothing. */
  look(): Known | null;
  /** Lets a box in that has a ballot to take: `true` when it is in, `false` when it must look again. */
  join(box: number, edition: number): boolean;
  report(box: number, tally: BoxTally): Elsewhere;
  /** Asks for another definition (`null`: for none). While it is held no box is let in. */
  propose(publication: number, definition: Definition | null): Reception;
  /** Ends a publication's proposal, and all before it: it is taken, or left. */
  settle(publication: number, take: boolean): Promise<null>;
}

/** A published poll as scoreboards are told of it: ids, numbers and a hash, as it goes in a header. */
export async function definitionOf(poll: Poll): Promise<Definition> {
  return { rules: rulesOf(poll), wording: await sha256(wordsOf(poll)) };
}
