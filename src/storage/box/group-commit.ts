interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (answer: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes what arrives together as one group: an item that finds nothing going on is written at once,
 * and those that come while that write is made durable share the next. So the window adapts by
 * itself: a lone item waits for nothing, and a crowd's groups are as large as the disk is slow.
 * `write` is synchronous, so its group commits as one; each caller gets its own answer, or the
 * group's error.
 */
export class GroupCommit<T, R> {
  readonly #write: (items: readonly T[]) => readonly R[];
  readonly #durable: () => Promise<void>;
  #waiting: Waiting<T, R>[] = [];
  #running = false;

  /** `durable` waits until what was written is on the disk. */
  constructor(write: (items: readonly T[]) => readonly R[], durable: () => Promise<void>) {
    this.#write = write;
    this.#durable = durable;
  }

  /** Writes items in one group, and answers each in its place. */
  add(items: readonly T[]): Promise<R[]> {
    const answers = items.map(
      (item) => new Promise<R>((resolve, reject) => this.#waiting.push({ item, resolve, reject })),
    );
    if (!this.#running) void this.#run();
    return Promise.all(answers);
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

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      this.flush();
      await this.#durable().catch(() => undefined); // then nobody is answered: the output gate sees to it
    }
    this.#running = false;
  }
}
