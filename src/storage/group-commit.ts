/** How long a group waits for more in a crowd: ms. Measured: a longer window gains nothing. */
const WINDOW = 1;
/** A write that comes this soon after the last group belongs to a crowd: ms. */
const CROWD = 2;

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (answer: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes what arrives together as one group. A lone item is written at once; in a crowd the first
 * one waits a moment for the others, so that they share one commit. `write` is synchronous, so its
 * group commits as one; each caller gets its own answer, and the error if the group failed.
 */
export class GroupCommit<T, R> {
  readonly #write: (items: readonly T[]) => readonly R[];
  #waiting: Waiting<T, R>[] = [];
  #lastWrite = 0;

  constructor(write: (items: readonly T[]) => readonly R[]) {
    this.#write = write;
  }

  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#waiting.length > 1) return;
      if (Date.now() - this.#lastWrite > CROWD) this.flush();
      else setTimeout(() => this.flush(), WINDOW);
    });
  }

  /** Writes what is waiting now. */
  flush(): void {
    const group = this.#waiting;
    if (group.length === 0) return;
    this.#waiting = [];
    try {
      const answers = this.#write(group.map(({ item }) => item));
      group.forEach(({ resolve }, i) => resolve(answers[i] as R));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    this.#lastWrite = Date.now();
  }
}
