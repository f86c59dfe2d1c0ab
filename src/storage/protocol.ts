import type { Integrity } from '../domain/integrity.ts';
import type { PollRules, Standings, Tally } from '../domain/standings.ts';

/*
 * What the objects say to each other. It stands below all of them, so that each knows what it may
 * ask of another and none knows how the other is made.
 */

/** A box's counts and how it came to them: absolute, so that saying it twice changes nothing. */
export interface BoxTally extends Tally {
  readonly integrity: Integrity;
}

/** What a box learns when it joins: the poll's secret (base64url), its rules, and if it is over. */
export interface Joined {
  readonly key: string;
  readonly rules: PollRules;
  readonly closed: boolean;
}

/** What a scoreboard asks of its boxes. */
export interface BoxOfPoll {
  close(at: number): Promise<BoxTally>;
}

/** What boxes and publisher ask of a scoreboard. */
export interface ScoreboardOfPoll {
  join(box: number): Promise<Joined>;
  report(box: number, tally: BoxTally): Tally;
  standings(): Promise<Standings>;
  fixedRules(): PollRules | null;
}
