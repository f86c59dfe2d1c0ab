import type { Remote } from '../durable.ts';
import { Paced } from '../paced.ts';
import type { BoxTally, Elsewhere, ScoreboardOfPoll } from '../protocol.ts';
import { within } from '../within.ts';
import type { BoxTables } from './tables.ts';

/**
 * How often a box may report: ms. Counts are said to be a second old at most; the rest of it is for
 * the way there.
 */
const REPORT_EVERY = 750;
/** How long a report may take before it is given up: ms. */
const REPORT_LIMIT = 5_000;
/** How long the answer to a voter waits for a report: ms. It is right without, if less fresh. */
const PATIENCE = 200;
/** How long after a commit the alarm looks whether it was reported: ms. */
const LOOK_AFTER = 1_000;

/** What reporting needs of its box. */
interface Box {
  readonly number: number;
  readonly storage: DurableObjectStorage;
  readonly tables: BoxTables;
  readonly tally: () => BoxTally;
  /** The same, once it has been written: a box that wakes must know no less than it has told. */
  readonly written: () => BoxTally;
  readonly scoreboard: () => Remote<ScoreboardOfPoll>;
}

/** Tells the scoreboard the box's tally, and learns what it holds elsewhere. */
export class Reports {
  readonly #box: Box;
  readonly #paced = new Paced(REPORT_EVERY, () => this.#report());
  #elsewhere: Elsewhere;
  /** The tally that the scoreboard has confirmed last. */
  #confirmed: BoxTally | null = null;
  /** Whether somebody has waited in vain for the report that is under way. */
  #slow = false;
  #alarmSet = false;

  constructor(box: Box) {
    this.#box = box;
    this.#elsewhere = box.tables.elsewhere();
  }

  /** The other boxes' counts and what became of the poll, as the scoreboard said last. */
  get elsewhere(): Elsewhere {
    return this.#elsewhere;
  }

  /** Says that the tally has changed. */
  changed(): void {
    // Set in the same commit as the ballots, so that a crash after it cannot keep them unreported.
    this.#setAlarm();
    this.#paced.ask();
  }

  /** Waits a little for what is held elsewhere to be young. */
  async refresh(): Promise<void> {
    this.#paced.offer();
    const { running } = this.#paced;
    if (running === null || this.#slow) return;
    await within(PATIENCE, running).catch(() => {
      this.#slow = this.#paced.running === running;
    });
  }

  /** The durable half of reporting: whatever was committed is reported even after a crash. */
  async alarm(): Promise<void> {
    this.#alarmSet = false;
    if (this.#confirmed === this.#box.tally()) return;
    this.#paced.ask();
    await this.#paced.running;
    if (this.#confirmed !== this.#box.tally()) this.#setAlarm();
  }

  async #report(): Promise<void> {
    const { number, tables, written, scoreboard } = this.#box;
    // Durable before told: the output gate holds this back until all that is written is durable.
    const tally = written();
    this.#slow = false;
    this.#elsewhere = await within(REPORT_LIMIT, scoreboard().report(number, tally));
    this.#confirmed = tally;
    tables.writeElsewhere(this.#elsewhere);
  }

  #setAlarm(): void {
    if (this.#alarmSet) return;
    this.#alarmSet = true;
    // Not awaited: the output gate holds the answer back until the alarm is durable too.
    void this.#box.storage.setAlarm(Date.now() + LOOK_AFTER);
  }
}
