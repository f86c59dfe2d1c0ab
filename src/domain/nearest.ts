import type { SourceReading, Word } from './source.ts';

/** Bounds of the search for a likely passage: words looked for, places of each, passages weighed. */
const MAX_WORDS = 200;
const MAX_VOTERS = 40;
const MAX_PLACES = 500;
const MAX_WEIGHED = 5;

/** A passage of a reading that may have been meant; `same` if it has all the words in their order. */
export interface Likely {
  readonly at: number;
  readonly end: number;
  readonly same: boolean;
}

/**
 * The passage of as many words that shares the most words with a quotation: a hint for a person.
 * The rarest words vote for where the quotation would begin, so the work does not grow with the text.
 */
export function likelyPassage(
  { words: { all, places } }: SourceReading,
  wanted: readonly Word[],
): Likely | null {
  const keys = wanted.slice(0, MAX_WORDS).map(({ key }) => key);
  const voters = keys
    .map((key, i) => ({ i, at: places.get(key) ?? [] }))
    .toSorted((a, b) => a.at.length - b.at.length)
    .slice(0, MAX_VOTERS + keys.filter((key) => !places.has(key)).length);
  const votes = new Map<number, number>();
  for (const { i, at } of voters) {
    for (const place of at.slice(0, MAX_PLACES)) {
      const start = Math.max(0, place - i);
      votes.set(start, (votes.get(start) ?? 0) + 1);
    }
  }
  const starts = [...votes].toSorted(([a, n], [b, m]) => m - n || a - b).slice(0, MAX_WEIGHED);
  let best: { start: number; score: number } | undefined;
  for (const [start] of starts) {
    const score = likeness(keys, keysAt(all, start, keys.length));
    if (score > (best?.score ?? 0)) best = { start, score };
  }
  const first = all[best?.start ?? all.length];
  if (best === undefined || first === undefined) return null;
  const last = all[Math.min(best.start + keys.length, all.length) - 1] ?? first;
  const passage = keysAt(all, best.start, keys.length);
  return { at: first.at, end: last.end, same: keys.every((key, i) => key === passage[i]) };
}

const keysAt = (all: readonly Word[], start: number, count: number) =>
  all.slice(start, start + count).map(({ key }) => key);

/** Words in common, those at the same place counted twice, so that an aligned passage wins. */
function likeness(wanted: readonly string[], passage: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of passage) left.set(word, (left.get(word) ?? 0) + 1);
  return wanted.reduce((score, word, i) => {
    const count = left.get(word) ?? 0;
    if (count > 0) left.set(word, count - 1);
    return score + Number(count > 0) + Number(passage[i] === word);
  }, 0);
}
