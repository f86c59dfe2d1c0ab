import { AsyncLocalStorage } from 'node:async_hooks';

/** Who runs: an object from its start to its end, with a clock of its own that may be wrong. */
export interface Actor {
  alive: boolean;
  /** How far its clock is ahead: ms. */
  skew: number;
  /** How many timers it waits for. */
  timers: number;
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** When every world begins: epoch ms. */
export const START = Date.parse('2026-03-01T12:00:00Z');

const settled = setImmediate;

/**
 * Time that passes only when nothing else is to be done: a history of minutes is over in no time, and
 * the same seed gives the same history to the last interleaving. While it is installed, timers and
 * `Date.now` of everything in this process are its own.
 */
export class Clock {
  readonly #actors = new AsyncLocalStorage<Actor | undefined>();
  #events: Event[] = [];
  #made = 0;
  /** Since `START`: ms. */
  now = 0;
  /** Called whenever all that could run has run. */
  afterTurn: () => void = () => undefined;

  /** Does `work` at a time, unless whoever asked for it is dead by then. */
  at(time: number, work: () => void): void {
    const actor = this.#actors.getStore();
    const run = () => {
      const isDead = () => actor?.alive === false;
      if (isDead()) return;
      try {
        this.as(actor, work);
      } catch (error) {
        if (!isDead()) throw error; // else it has died of it
      }
    };
    this.#events.push({ at: Math.max(time, this.now), order: this.#made++, run });
  }

  in(delay: number, work: () => void): void {
    this.at(this.now + delay, work);
  }

  wait(delay: number): Promise<void> {
    return new Promise((done) => this.in(delay, done));
  }

  /** Runs something as an object, or as nobody in particular. */
  as<T>(actor: Actor | undefined, work: () => T): T {
    return this.#actors.run(actor, work);
  }

  /** Lets time pass until something is there, or throws when it is not after `limit` ms. */
  async until<T>(answer: Promise<T>, limit = 120_000): Promise<T> {
    let done = false;
    const end = () => {
      done = true;
    };
    answer.then(end, end);
    await this.#run(this.now + limit, () => done);
    if (!done) throw new Error(`nothing after ${limit} ms`);
    return answer;
  }

  /** Lets `time` ms pass. */
  async pass(time: number): Promise<void> {
    await this.#run(this.now + time, () => false);
  }

  async #run(end: number, enough: () => boolean): Promise<void> {
    await this.#turn();
    while (!enough()) {
      const next = this.#events.reduce<Event | undefined>(
        (first, event) =>
          first === undefined ||
          event.at < first.at ||
          (event.at === first.at && event.order < first.order)
            ? event
            : first,
        undefined,
      );
      if (next === undefined || next.at > end) break;
      this.#events.splice(this.#events.indexOf(next), 1);
      this.now = next.at;
      next.run();
      await this.#turn();
    }
    if (!enough()) this.now = end;
  }

  async #turn(): Promise<void> {
    await new Promise((done) => settled(done));
    this.afterTurn();
  }

  /** Puts this clock in the place of the machine's; answers with what takes it away again. */
  install(): () => void {
    const real = {
      setTimeout: globalThis.setTimeout,
      clearTimeout: globalThis.clearTimeout,
      scheduler: (globalThis as { scheduler?: unknown }).scheduler,
    };
    const realNow = Date.now;
    const owners = new Map<number, Actor | undefined>();
    let timers = 0;
    const forget = (timer: number): boolean => {
      const owner = owners.get(timer);
      if (owner !== undefined) owner.timers -= 1;
      return owners.delete(timer);
    };
    Date.now = () => START + Math.floor(this.now + (this.#actors.getStore()?.skew ?? 0));
    Object.assign(globalThis, {
      setTimeout: (work: () => void, delay = 0) => {
        timers += 1;
        const timer = timers;
        const owner = this.#actors.getStore();
        if (owner !== undefined) owner.timers += 1;
        owners.set(timer, owner);
        this.in(delay, () => {
          if (forget(timer)) work();
        });
        return timer;
      },
      clearTimeout: (timer: number) => void forget(timer),
      scheduler: { wait: (delay: number) => this.wait(delay) },
    });
    return () => {
      Date.now = realNow;
      Object.assign(globalThis, real);
    };
  }
}
