import type { Cut } from './ends.ts';
import { readingsOf } from './reading.ts';
import { type Source, type SourceReading, type Word, wordsOf } from './source.ts';

/** What a quotation says of where it stands: a W3C TextQuoteSelector. */
export interface Selector {
  readonly exact: string;
  readonly prefix?: string;
  readonly suffix?: string;
  /** That it runs over the ends of paragraphs, where `exact` has blank lines. */
  readonly paragraphs?: boolean;
}

/** From here on it does not matter how often the words are there. */
export const MANY = 100;
/** How many places are tried to tell the reason of a refusal, and how many cuts are passed over. */
export const MAX_TRIES = 10_000;
/** How long words may be that are looked for inside of others. */
const MAX_FRAGMENT = 100;

/** Words of a source as they stand there; `offset` counts UTF-16 code units. */
export interface Passage {
  readonly offset: number;
  readonly text: string;
}

/** A quotation with what stands beside it, folded: `text` from `from` to `to` are its own words. */
interface Needle {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A search for the reason of a refusal: it may give up, and find a fragment inside of words. */
interface Search {
  readonly tries?: number;
  readonly fragment?: boolean;
}

/** Places of a reading, with what they cut there. */
export interface Hit {
  readonly reading: SourceReading;
  readonly at: number;
  readonly end: number;
  readonly cut: Cut | null;
}

/**
 * Where the words stand with what should be beside them, whatever their ends cut. It stops at `MANY`,
 * and at `MAX_TRIES` that cut something: to find a whole one after so many would be chance.
 */
export function hitsOf({ readings }: Source, selector: Selector, search: Search = {}): Hit[] {
  const hits: Hit[] = [];
  let cuts = 0;
  for (const needle of needlesOf(selector)) {
    for (const reading of readings) {
      for (const place of placesOf(reading, needle, search)) {
        const [at, end] = [place + needle.from, place + needle.to];
        const cut = cutAt(reading, at, end);
        if (cut !== null) cuts += 1;
        if (cut === null || cuts === 1) hits.push({ reading, at, end, cut });
        if (hits.length > MANY) return hits;
        if (cuts > MAX_TRIES) return hits.filter((hit) => hit.cut !== null);
      }
    }
  }
  return hits;
}

export function needlesOf({ exact, prefix = '', suffix = '' }: Selector): Needle[] {
  // A context of so many characters may begin with the marks of a letter that it leaves out.
  const before = prefix.replace(/^\p{M}+/u, '');
  return readingsOf(before + exact + suffix).map(({ text, offsets }) => ({
    text,
    from: placeOf(offsets, before.length),
    to: placeOf(offsets, before.length + exact.length),
  }));
}

/** The first place whose character stands at `offset` or later in the original. */
export function placeOf(offsets: Int32Array, offset: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Where a needle stands in a reading, by the places of its rarest word. Contexts may be cut inside
 * of words at their outer ends; a fragment may be at its own.
 */
export function* placesOf(
  { text, words: { all, places } }: SourceReading,
  needle: Needle,
  { fragment = false, tries = Number.POSITIVE_INFINITY }: Search,
): Generator<number> {
  const sought = wordsOf(needle.text).filter(
    ({ at, end }) =>
      (at > 0 || (needle.from === 0 && !fragment)) &&
      (end < needle.text.length || (needle.to === needle.text.length && !fragment)),
  );
  const rarest = sought
    .map((word) => ({ word, at: places.get(word.key) ?? [] }))
    .reduce<{ word: Word; at: readonly number[] } | null>(
      (least, each) => (least === null || each.at.length < least.at.length ? each : least),
      null,
    );
  if (rarest === null) {
    const place = needle.text.length > MAX_FRAGMENT ? -1 : text.indexOf(needle.text);
    if (place !== -1) yield place;
    return;
  }
  for (const [tried, number] of rarest.at.entries()) {
    if (tried >= tries) return;
    const place = (all[number]?.at ?? 0) - rarest.word.at;
    if (place >= 0 && text.startsWith(needle.text, place)) yield place;
  }
}

function cutAt({ ends, offsets }: SourceReading, at: number, end: number): Cut | null {
  // One character of the source may be several here, as a ligature is.
  const inside = (place: number) =>
    place > 0 && place < offsets.length && offsets[place] === offsets[place - 1];
  return ends.startAt(at) ?? ends.endAt(end) ?? (inside(at) || inside(end) ? 'character' : null);
}

/** The words as they stand in the source, without what nobody sees after them. */
export function passageOf(
  { text }: Source,
  { reading: { offsets, text: folded }, at, end }: Hit,
): Passage {
  const offset = offsets[at] ?? text.length;
  let next = offsets[end] ?? text.length;
  if (!/\s/u.test(folded[end - 1] ?? ''))
    while (next > offset + 1 && /[\s\p{Default_Ignorable_Code_Point}]/u.test(text[next - 1] ?? ''))
      next -= 1;
  return { offset, text: text.slice(offset, next) };
}
