import { waitUntil } from 'cloudflare:workers';
import { within } from '../within.ts';

/** How long an isolate answers from memory before it asks KV again, and while it asks: ms. */
export const MEMORY_AGE = 1_000;
/** How long one reader waits for KV where something is known already, and where nothing is: ms. */
export const READ_LIMIT = 500;
const FIRST_LIMIT = 5_000;
/** How old what is answered may be while KV fails, hangs or answers nonsense: ms. */
export const LAST_KNOWN = 60 * 60 * 1_000;
/** How long KV may say that there is nothing any more before it is believed: ms, the minute it takes itself. */
export const EMPTY_FOR = 60 * 1_000;

/** What KV answered: a value and its size in bytes, or nothing. */
export interface Answer<T> {
  readonly value: T | null;
  readonly size: number;
}

interface Remembered<T> extends Answer<T> {
  /** When KV answered with it, and until when it is answered from here: epoch ms. */
  readonly read: number;
  readonly until: number;
  /** Whether KV was asked since and gave nothing that could be used. */
  readonly stale: boolean;
  /** When KV first said that there is nothing any more: epoch ms. */
  readonly emptySince?: number;
}

/** Something that is published cannot be read, and this isolate does not remember it. */
export class Unreachable extends Error {}

/** What an isolate remembers of KV, up to so many bytes and entries; the oldest go first. */
export class Memory<T> {
  readonly #entries = new Map<string, Remembered<T>>();
  readonly #bytes: number;
  readonly #most: number;
  #held = 0;

  constructor(bytes: number, entries: number) {
    this.#bytes = bytes;
    this.#most = entries;
  }

  /**
   * What `ask` gives for a key, from memory while that is at most `MEMORY_AGE` old, or twice that while
   * another request is asking. Where KV gives nothing that can be used, the last that was known, with
   * its `age` in seconds; otherwise that is 0. `ask` is told what is known. Throws `Unreachable`.
   */
  async read(
    key: string,
    ask: (known: T | null) => Promise<Answer<T>>,
  ): Promise<{ readonly value: T | null; readonly age: number }> {
    const known = this.#entries.get(key);
    const now = Date.now();
    if (known !== undefined && now < known.until) return told(known, now);
    // One request asks; those that come meanwhile are answered as before, so a crowd is one read. Not
    // for longer, though KV be slow, and not at all where nobody has asked for a while.
    if (known !== undefined) {
      const until = (known.stale ? now : known.read + MEMORY_AGE) + MEMORY_AGE;
      this.#entries.set(key, { ...known, until });
    }
    const usable = isUsable(known, now);
    const asked = this.#ask(key, known, ask);
    try {
      return told(await within(usable ? READ_LIMIT : FIRST_LIMIT, asked), now);
    } catch (error) {
      console.error(error); // readers are told less, or nothing: it is the operator's to mend
      waitUntil(asked.then(nothing, nothing)); // what comes too late for this reader is there for others
      if (!usable)
        throw new Unreachable('KV gives nothing, and nothing is known', { cause: error });
      const stale = { ...known, until: Date.now() + MEMORY_AGE, stale: true };
      this.#entries.set(key, stale);
      return told(stale, now);
    }
  }

  /** Remembers what KV holds, by its answer or by what it was given to keep. */
  keep(key: string, answer: Answer<T>): Remembered<T> {
    const read = Date.now();
    return this.#remember(key, { ...answer, read, until: read + MEMORY_AGE, stale: false });
  }

  #forget(key: string): void {
    this.#held -= this.#entries.get(key)?.size ?? 0;
    this.#entries.delete(key);
  }

  forgetAll(): void {
    for (const key of this.#entries.keys()) this.#forget(key);
  }

  async #ask(
    key: string,
    known: Remembered<T> | undefined,
    ask: (known: T | null) => Promise<Answer<T>>,
  ): Promise<Remembered<T>> {
    const answer = await ask(known?.value ?? null);
    const read = Date.now();
    const emptySince = known?.emptySince ?? read;
    const believed =
      answer.value !== null || !isUsable(known, read) || read - emptySince >= EMPTY_FOR;
    if (believed) return this.keep(key, answer);
    return this.#remember(key, { ...known, until: read + MEMORY_AGE, stale: true, emptySince });
  }

  #remember(key: string, remembered: Remembered<T>): Remembered<T> {
    this.#forget(key);
    this.#entries.set(key, remembered);
    this.#held += remembered.size;
    // Absence weighs nothing, so the number of entries is bounded too.
    for (const oldest of this.#entries.keys()) {
      if (this.#held <= this.#bytes && this.#entries.size <= this.#most) break;
      this.#forget(oldest);
    }
    return remembered;
  }
}

/** Whether there is something to answer with while KV does not. */
const isUsable = <T>(known: Remembered<T> | undefined, now: number): known is Remembered<T> =>
  known !== undefined && known.value !== null && now - known.read <= LAST_KNOWN;
const nothing = () => undefined;
const told = <T>({ value, read, stale }: Remembered<T>, now: number) => ({
  value,
  age: stale ? Math.round((now - read) / 1_000) : 0,
});
