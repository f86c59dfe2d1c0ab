/**
 * Draws numbers from 0 to 1 that follow from a seed and from what they are drawn for, so that leaving
 * out a step of a history changes nothing of what happens to the others.
 */
export class Draws {
  readonly #seed: number;
  readonly #times = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  of(what: string): number {
    const times = this.#times.get(what) ?? 0;
    this.#times.set(what, times + 1);
    let hash = this.#seed ^ 0x9e3779b9;
    for (const character of `${what} ${times}`) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  }
}
