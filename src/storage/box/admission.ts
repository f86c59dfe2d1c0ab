import type { Known } from '../protocol.ts';

/** How long a box waits before it looks again when it was not let in: ms, and how often it looks. */
const LOOK_AGAIN = 100;
const LOOKS = 8;

/** What a box does before it takes its first ballot. */
export interface Entrance<T> {
  /** Asks what the poll is; `null` where nobody has defined it. */
  readonly look: () => Promise<Known | null>;
  /** Whether this is a ballot that the box would take. */
  readonly wanted: (item: T, known: Known) => boolean;
  /** Asks to be let in by what was looked at; not at once where it is being defined anew. */
  readonly join: (known: Known) => Promise<boolean>;
}

/** Who stayed outside: what is known of the poll, and whether it was wanted but not let in. */
export interface Outside {
  readonly known: Known | null;
  readonly keptOut: boolean;
}

interface Waiting<T> {
  readonly item: T;
  readonly resolve: (outside: Outside | 'joined') => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The queue before a box that has not joined its poll. It joins when somebody brings a ballot that it
 * would take, and not before. Those who come while it asks wait for the next turn together, so all
 * leave the queue in the order they came in.
 */
export class Queue<T> {
  readonly #entrance: Entrance<T>;
  #waiting: Waiting<T>[] = [];
  #running = false;

  constructor(entrance: Entrance<T>) {
    this.#entrance = entrance;
  }

  enter(item: T): Promise<Outside | 'joined'> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        const outcome = await this.#admit(group.map(({ item }) => item));
        for (const { resolve } of group) resolve(outcome);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#running = false;
  }

  async #admit(items: readonly T[]): Promise<Outside | 'joined'> {
    const { look, wanted, join } = this.#entrance;
    for (let looks = 1; ; looks += 1) {
      const known = await look();
      const keptOut = known !== null && items.some((item) => wanted(item, known));
      if (!keptOut) return { known, keptOut };
      if (await join(known)) return 'joined';
      if (looks === LOOKS) return { known, keptOut };
      await new Promise((done) => setTimeout(done, LOOK_AGAIN));
    }
  }
}
