interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (answer: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes what arrives together as one group: the first item waits for the next turn of the event
 * loop, and all that came by then share its commit. So the window adapts by itself: a lone item
 * waits for nothing, and in a crowd, where a turn has much to do, many wait together. (Measured
 * against a fixed window of 1 ms, which leaves one side idle while the other works.) `write` is
 * synchronous, so its group commits as one; each caller gets its own answer, or the group's error.
 */
export class GroupCommit<T, R> {
  readonly #write: (items: readonly T[]) => readonly R[];
  #waiting: Waiting<T, R>[] = [];

  constructor(write: (items: readonly T[]) => readonly R[]) {
    this.#write = write;
  }

  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#waiting.length === 1) setTimeout(() => this.flush(), 0);
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
  }
}
