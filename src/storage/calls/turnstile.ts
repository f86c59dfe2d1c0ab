import { waitUntil } from 'cloudflare:workers';
import { TooLate, within } from '../within.ts';
import { WAKES } from './shared-calls.ts';

/** Requests that an isolate works on at once. Those that come meanwhile wait for the next turn. */
const AT_WORK = 256;
/** How many of one poll may be here, at work or waiting, and how many of all polls. */
const MOST = { poll: 1_024, all: 2_048 };
/** So many of a poll are let in whatever others do, and never wait: one greedy poll starves no other. */
const FEW = 16;
/** How long one waits for its turn at most: ms. */
const PATIENCE = 1_000;
/** How long the isolate rests between two turns at most, while it refuses: ms. */
const LONGEST_REST = 100;
/** Whoever is counted for longer than this has died on the way: ms. */
const LIFE = 10_000;

/** How many came in one span of time and are still here. */
interface Counts {
  all: number;
  readonly of: Map<string, number>;
}
const nobody = (): Counts => ({ all: 0, of: new Map() });

/** Requests at work together. */
interface Turn {
  left: number;
  began: number;
}

/**
 * Bounds what one isolate has in hand: so many are at work, so many more wait in the order they came,
 * and the rest is refused at once, before anything is done for it. Between two turns the isolate looks
 * at what has come, and while it has to refuse, it does so for as long as the turn took: what nobody
 * looks at waits in the network, where it cannot be refused.
 */
export class Turnstile {
  #now = nobody();
  #before = nobody();
  #since = 0;
  #turn: Turn = { left: 0, began: 0 };
  #changing = false;
  #refusing = false;
  #waiting: { readonly come: (turn: Turn) => void; gone: boolean }[] = [];
  readonly #wakes: boolean;

  constructor(wakes = WAKES) {
    this.#wakes = wakes;
  }

  /** Does `work` for the poll called `name` when its turn comes; `null` where it is refused. */
  async pass<T>(name: string, work: () => Promise<T>): Promise<T | null> {
    const counts = this.#enter(name);
    if (counts === null) {
      this.#refusing = true;
      return null;
    }
    try {
      if (!this.#wakes || (counts.of.get(name) ?? 0) <= FEW) return await work();
      const turn = await this.#turnOf();
      if (turn === null) return null;
      try {
        return await work();
      } finally {
        turn.left -= 1;
        if (turn === this.#turn) this.#change();
      }
    } finally {
      counts.all -= 1;
      const left = (counts.of.get(name) ?? 1) - 1;
      if (left > 0) counts.of.set(name, left);
      else counts.of.delete(name);
    }
  }

  /** Counts one in, where it can be counted out again; `null` where there is no room. */
  #enter(name: string): Counts | null {
    const now = Date.now();
    if (now - this.#since > LIFE) {
      this.#before = now - this.#since > 2 * LIFE ? nobody() : this.#now;
      this.#now = nobody();
      this.#since = now;
    }
    const own = (this.#now.of.get(name) ?? 0) + (this.#before.of.get(name) ?? 0);
    const all = this.#now.all + this.#before.all;
    if (own >= MOST.poll || (all >= MOST.all && own >= FEW)) return null;
    this.#now.all += 1;
    this.#now.of.set(name, (this.#now.of.get(name) ?? 0) + 1);
    return this.#now;
  }

  async #turnOf(): Promise<Turn | null> {
    const turn = this.#turn;
    if (!this.#changing && this.#waiting.length === 0 && turn.left < AT_WORK) {
      if (turn.left === 0) turn.began = Date.now();
      turn.left += 1;
      return turn;
    }
    const { promise, resolve } = Promise.withResolvers<Turn>();
    const waiter = { come: resolve, gone: false };
    this.#waiting.push(waiter);
    if (Date.now() - turn.began > LIFE) turn.left = 0;
    this.#change();
    try {
      return await within(PATIENCE, promise);
    } catch (error) {
      waiter.gone = true;
      if (error instanceof TooLate) return null;
      throw error;
    }
  }

  /** Lets the next ones to work once nobody is left. */
  #change(): void {
    if (this.#turn.left > 0 || this.#changing || this.#waiting.length === 0) return;
    this.#changing = true;
    waitUntil(this.#next());
  }

  async #next(): Promise<void> {
    const took = Date.now() - this.#turn.began;
    await scheduler.wait(this.#refusing ? Math.min(took, LONGEST_REST) : 0);
    this.#refusing = false;
    this.#changing = false;
    const turn = { left: 0, began: Date.now() };
    this.#turn = turn;
    for (const waiter of this.#waiting.splice(0, AT_WORK)) {
      if (waiter.gone) continue;
      turn.left += 1;
      waiter.come(turn);
    }
    this.#change();
  }
}
