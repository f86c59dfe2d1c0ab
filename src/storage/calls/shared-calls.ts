import { waitUntil } from 'cloudflare:workers';

/** How long a call waits for others to join it while an earlier one is under way: ms. */
const GATHER = 4;
/** How long a request waits at least before it looks again whether its answer is there: ms. */
const LOOK_AGAIN = 1;
/**
 * How much later than the answer is likely there it looks first: ms. A look costs about as much as
 * half a call, so one that is too early costs more than a little patience.
 */
const MARGIN = 2;
/** How long it looks before it takes the call for lost: ms. */
const PATIENCE = 3_000;

/** What one request asks and, once it is there, the answer: a value, or what the call threw. */
interface Seat<T, R> {
  readonly item: T;
  answer: (() => R) | null;
}

interface Line<T, R> {
  /** How many calls have not been answered. */
  underWay: number;
  /** Who goes with the next call. */
  boarding: Seat<T, R>[];
  /** When the next call is made: epoch ms. */
  departs: number;
  /** How long the last call took: ms. */
  took: number;
}

/**
 * Makes one call of what several requests of this isolate ask the same object at the same time. A
 * lone request calls at once; those that come while a call is under way gather for the next. One of
 * them makes it, and the others look from time to time whether their answer is there: they cannot be
 * woken, since the platform ties I/O to the request that began it and takes one that waits for
 * nothing of its own to have hung. (Cloudflare's docs, Workers, Errors: "Cannot perform I/O on
 * behalf of a different request".)
 */
export class SharedCalls<T, R> {
  readonly #lines = new Map<string, Line<T, R>>();

  /**
   * Asks `item` of the object called `name` by way of somebody's `call`, which answers its items in
   * their order. Throws what the call throws, or a `retryable` error where the request that made it
   * has died.
   */
  async ask(
    name: string,
    item: T,
    call: (items: readonly T[]) => Promise<readonly R[]>,
  ): Promise<R> {
    const asked = Date.now();
    const seat: Seat<T, R> = { item, answer: null };
    const line = this.#lines.get(name) ?? { underWay: 0, boarding: [], departs: 0, took: 0 };
    this.#lines.set(name, line);
    if (line.boarding.push(seat) === 1) {
      const made = this.#make(name, line, call);
      waitUntil(made); // goes on for the others when this request's client has gone
      await made;
    }
    const likely = Math.max(line.departs - asked, 0) + line.took + MARGIN;
    for (let wait = likely; seat.answer === null; wait = (Date.now() - asked) / 4) {
      if (Date.now() - asked > PATIENCE) {
        this.#lines.delete(name); // nobody else shall join a call that is never made
        throw Object.assign(new Error('a call was lost'), { retryable: true });
      }
      await scheduler.wait(Math.max(wait, LOOK_AGAIN));
    }
    return seat.answer();
  }

  async #make(
    name: string,
    line: Line<T, R>,
    call: (items: readonly T[]) => Promise<readonly R[]>,
  ): Promise<void> {
    if (line.underWay > 0) {
      line.departs = Date.now() + GATHER;
      await scheduler.wait(GATHER);
    }
    const asked = Date.now();
    const seats = line.boarding;
    line.boarding = [];
    line.underWay += 1;
    try {
      const answers = await call(seats.map(({ item }) => item));
      seats.forEach((seat, i) => (seat.answer = () => answers[i] as R));
    } catch (error) {
      const rethrow = () => {
        throw error;
      };
      for (const seat of seats) seat.answer = rethrow;
    } finally {
      line.underWay -= 1;
      line.took = Math.min(Date.now() - asked, PATIENCE / 2);
      if (line.underWay === 0 && line.boarding.length === 0) this.#lines.delete(name);
    }
  }
}
