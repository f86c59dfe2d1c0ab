import { closedAt, isFinal, type PollEvent } from '../../domain/poll-life.ts';
import type { PollRules } from '../../domain/poll-rules.ts';
import { boxName } from '../names.ts';
import type { BoxOfPoll } from '../protocol.ts';
import { within } from '../within.ts';
import type { Defining } from './defining.ts';
import type { ScoreboardTables } from './tables.ts';

/** How long to wait before asking again the boxes that have not confirmed a close: ms. */
const RETRY = 2_000;
/** How long a box may take to confirm: ms; less than who asks for the close waits. */
const LIMIT = 3_000;
/** How far ahead an alarm is set: ms. Cloudflare takes none after the year 2189. */
const LONGEST_SLEEP = 30 * 24 * 60 * 60 * 1000;

/** What closing needs of its scoreboard. */
interface Board {
  readonly name: string;
  readonly storage: DurableObjectStorage;
  readonly tables: ScoreboardTables;
  readonly defining: Defining;
  readonly boxes: () => { getByName(name: string): BoxOfPoll };
  readonly log: (event: PollEvent) => void;
}

/** Ends the voting: at the poll's time, or when an editor says so. */
export class Closing {
  readonly #board: Board;

  constructor(board: Board) {
    this.#board = board;
  }

  /** Does what is due by the clock, and sets the alarm for what comes next. */
  async advance(): Promise<void> {
    const { storage, tables, defining } = this.#board;
    const rules = defining.poll?.rules;
    if (rules === undefined) {
      await storage.deleteAlarm();
      return;
    }
    const now = Date.now();
    if (closedAt(tables.events) !== null || now >= rules.closes) {
      await this.close(rules.closes);
    } else {
      await storage.setAlarm(nextLook(rules, now));
    }
  }

  /**
   * Closes every box that was ever let in; what does not confirm is asked again by the alarm. Nobody
   * is let in after the first step, so once all have confirmed nothing can change any more.
   */
  async close(time: number): Promise<void> {
    const { name, storage, tables, boxes, log } = this.#board;
    if (isFinal(tables.events)) return;
    if (closedAt(tables.events) === null) log({ at: time, event: 'closed' });
    const at = closedAt(tables.events) ?? time;
    const open = Array.from(tables.boxes.all()).filter(([, { closed }]) => !closed);
    // Set before anything is awaited: if this object dies half-way, the alarm goes on.
    if (open.length > 0) void storage.setAlarm(Date.now() + RETRY);
    await Promise.allSettled(
      open.map(async ([box]) => {
        const told = within(LIMIT, boxes().getByName(boxName(name, box)).close(at));
        tables.boxes.confirmClose(box, await told);
      }),
    );
    const closed = Array.from(tables.boxes.all().values()).every((box) => box.closed);
    if (!closed || isFinal(tables.events)) return;
    log({ at: Date.now(), event: 'final' });
    void storage.deleteAlarm();
  }
}

/** When to look at the clock again: epoch ms. */
const nextLook = ({ opens, closes }: PollRules, now: number): number =>
  Math.min(opens !== null && now < opens ? opens : closes, now + LONGEST_SLEEP);
