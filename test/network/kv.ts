import type { Article } from '../../src/domain/article.ts';
import type { Clock } from './clock.ts';

/** How a write of KV goes. */
export type KvMood = 'well' | 'fails' | 'hangs';

const HANG = 60_000;
/** How far behind KV may be: ms. */
export const BEHIND = 60_000;

/** KV: what is written is seen at each place some time later, and a write may fail or hang. */
export class Kv {
  readonly #clock: Clock;
  readonly #written: { at: number; value: Uint8Array }[] = [];
  mood: KvMood = 'well';

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What an object finds bound. */
  readonly binding = {
    get: async () => this.#written.at(-1)?.value.buffer ?? null,
    put: async (_key: string, value: Uint8Array) => {
      const { mood } = this;
      if (mood === 'fails') throw new Error('KV is not there');
      if (mood === 'hangs') await this.#clock.wait(HANG);
      this.#written.push({ at: this.#clock.now, value });
    },
  };

  /** What is bound where KV is as far behind as it may be. */
  readonly behind = {
    get: async () => this.#at(BEHIND)?.buffer ?? null,
  };

  #at(lag: number): Uint8Array | undefined {
    return this.#written.findLast(({ at }) => at <= this.#clock.now - lag)?.value;
  }

  /** The article as it is seen where KV is `lag` ms behind, or `null`. */
  seen(lag: number): Article | null {
    const value = this.#at(lag);
    if (value === undefined) return null;
    const [head = '', ...rest] = new TextDecoder().decode(value).split('\n');
    const { lengths } = JSON.parse(head) as { lengths: [number, number] };
    const bytes = new TextEncoder().encode(rest.join('\n'));
    return JSON.parse(new TextDecoder().decode(bytes.subarray(0, lengths[0]))) as Article;
  }
}
