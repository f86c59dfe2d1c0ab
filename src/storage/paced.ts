/**
 * Does some work when asked, but begins no sooner than `every` ms after it began last: what is asked
 * for meanwhile is done once, as soon as it may be. One piece of work is under way at a time. It goes
 * by timers, not by the clock, which may jump.
 */
export class Paced {
  readonly #work: () => Promise<void> | void;
  readonly #every: number;
  #resting = false;
  #asked = false;
  #running: Promise<void> | null = null;

  constructor(every: number, work: () => Promise<void> | void) {
    this.#every = every;
    this.#work = work;
  }

  /** What is under way, if something is. It ends well even where the work does not. */
  get running(): Promise<void> | null {
    return this.#running;
  }

  /** Asks for it now, or as soon as it may be. */
  ask(): void {
    this.#asked = true;
    this.offer();
  }

  /** Does it now, if it may be now. */
  offer(): void {
    if (!this.#resting && this.#running === null) this.#begin();
  }

  #begin(): void {
    this.#asked = false;
    this.#resting = true;
    setTimeout(() => {
      this.#resting = false;
      if (this.#asked && this.#running === null) this.#begin();
    }, this.#every);
    const running = this.#work();
    if (!(running instanceof Promise)) return;
    this.#running = running
      .catch(() => undefined)
      .finally(() => {
        this.#running = null;
        if (this.#asked && !this.#resting) this.#begin();
      });
  }
}
