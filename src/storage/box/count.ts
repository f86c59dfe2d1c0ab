import { countRefusals } from '../../domain/integrity.ts';
import { type PollRules, refusalOf, type Wish } from '../../domain/poll-rules.ts';
import { fail, ok, type Problem, type Result } from '../../domain/problem.ts';
import type { BoxTally } from '../protocol.ts';
import type { Change } from './ballots.ts';
import type { BoxTables } from './tables.ts';

/** A wish, and the change to the box's rows that it asks for. */
export interface Asked extends Change {
  readonly wish: Wish;
}

/** A wish that was granted: the ballot's receipt, and the outcome it held before. */
export interface Granted {
  readonly receipt: string;
  readonly previous: string | null;
}

/** What counting needs of its box. */
interface Box {
  readonly number: number;
  readonly tables: BoxTables;
  /** Takes the object down: nothing that is not committed stays. */
  readonly abort: (reason: string) => void;
  /** Hears that the tally has changed, before the change is committed. */
  readonly changed: () => void;
}

/** Takes ballots until the poll is closed, and holds their tally. */
export class Count {
  readonly #box: Box;
  #tally: BoxTally;
  #written: BoxTally;
  #closed: number | null;

  constructor(box: Box) {
    this.#box = box;
    this.#tally = box.tables.tally();
    this.#written = this.#tally;
    this.#closed = box.tables.closed();
  }

  get tally(): BoxTally {
    return this.#tally;
  }

  /** The tally, written: refusals are not with each group. */
  written(): BoxTally {
    if (this.#written !== this.#tally) this.#box.tables.writeTally(this.#tally);
    this.#written = this.#tally;
    return this.#tally;
  }

  /** When the scoreboard said that the poll closed (epoch ms), or `null`. */
  get closed(): number | null {
    return this.#closed;
  }

  /** Why a wish is not granted now. `closed` is what the scoreboard says where the box does not know. */
  refusal(wish: Wish, rules: PollRules, closed: number | null = null): Problem | null {
    return refusalOf(wish, this.#box.number, rules, this.#closed ?? closed, Date.now());
  }

  /** Counts what was refused. It is written with the next group, or when it is reported. */
  refuse(problems: readonly (Problem | null)[]): void {
    this.#tally = {
      ...this.#tally,
      integrity: countRefusals(this.#tally.integrity, problems),
    };
  }

  /** Decides and writes a group. What is refused is counted, what is taken is committed at once. */
  commit(asked: readonly Asked[], rules: PollRules): Result<Granted>[] {
    const before = this.#tally;
    const problems = asked.map(({ wish }) => this.refusal(wish, rules));
    const taken = asked.filter((_, i) => problems[i] === null);
    const previous = this.#write(taken, rules.outcomes);
    if (taken.length < asked.length) this.refuse(problems);
    if (this.#tally !== before) this.#box.changed();
    return asked.map((each, i) => {
      const problem = problems[i];
      if (problem) return fail(problem);
      return ok({ receipt: each.receipt, previous: previous.get(each) ?? null });
    });
  }

  /** Takes no more from now on; again changes nothing. */
  close(at: number): void {
    if (this.#closed !== null) return;
    this.#box.tables.close(at);
    this.#closed = at;
  }

  /** Writes a group whole or not at all: what cannot be written takes the box down before it commits. */
  #write(taken: readonly Asked[], outcomes: readonly string[]): Map<Asked, string | null> {
    const { tables, abort } = this.#box;
    try {
      const { tally, previous } = tables.ballots.put(taken, this.#tally, outcomes);
      if (tally !== this.#tally) {
        this.#tally = tally;
        this.written();
      }
      return new Map(taken.map((each, i) => [each, previous[i] ?? null]));
    } catch (error) {
      abort('a group of ballots could not be written');
      throw error;
    }
  }
}
