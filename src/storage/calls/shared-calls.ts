import { waitUntil } from 'cloudflare:workers';

/** How long a call waits for others to join it while an earlier one is under way: ms. */
const GATHER = 4;
/** How late a call may be made before whoever was to make it is taken for dead: ms. */
const LOST = 1_000;
/** Whether a promise that one request keeps can wake another: since 2024-10-14, but not in Vitest. */
export const WAKES =
  Cloudflare.compatibilityFlags['handle_cross_request_promise_resolution'] === true;

/** What one request asks, and the answer that it waits for. */
interface Seat<T, R> {
  readonly item: T;
  readonly answer: PromiseWithResolvers<R>;
}

interface Line<T, R> {
  /** How many calls have not been answered. */
  underWay: number;
  /** Who goes with the next call, and when the first of them came: epoch ms. */
  boarding: Seat<T, R>[];
  since: number;
}

/**
 * Makes one call of what several requests of this isolate ask the same object at the same time. A
 * lone request calls at once; while a call is under way the first that comes gathers others for the
 * next. Its answer wakes them, each in a request of its own, which must hold a timer meanwhile.
 */
export class SharedCalls<T, R> {
  readonly #lines = new Map<string, Line<T, R>>();
  readonly #share: boolean;

  constructor(share = WAKES) {
    this.#share = share;
  }

  /**
   * Asks `item` of the object called `name` by way of somebody's `call`, which answers its items in
   * their order. Throws what the call throws; never answers where the request that made it died.
   */
  ask(name: string, item: T, call: (items: readonly T[]) => Promise<readonly R[]>): Promise<R> {
    const line = this.#lines.get(name) ?? { underWay: 0, boarding: [], since: 0 };
    if (this.#share) this.#lines.set(name, line);
    if (Date.now() - line.since > LOST) line.boarding = [];
    const seat = { item, answer: Promise.withResolvers<R>() };
    if (line.boarding.push(seat) === 1) {
      line.since = Date.now();
      waitUntil(this.#make(name, line, call)); // goes on for the others when this request's client has gone
    }
    return seat.answer.promise;
  }

  async #make(
    name: string,
    line: Line<T, R>,
    call: (items: readonly T[]) => Promise<readonly R[]>,
  ): Promise<void> {
    const seats = line.boarding;
    if (line.underWay > 0) await scheduler.wait(GATHER);
    if (line.boarding === seats) line.boarding = [];
    line.underWay += 1;
    try {
      const answers = await call(seats.map(({ item }) => item));
      seats.forEach(({ answer }, i) => answer.resolve(answers[i] as R));
    } catch (error) {
      for (const { answer } of seats) answer.reject(error);
    } finally {
      line.underWay -= 1;
      if (line.underWay === 0 && line.boarding.length === 0) this.#lines.delete(name);
    }
  }
}
