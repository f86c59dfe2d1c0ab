import { countWords } from './count-words.ts';
import { type Hit, hitsOf, MANY, passageOf, placeOf, type Selector } from './hits.ts';
import { MAX_QUOTATION_WORDS } from './limits.ts';
import { paragraphStarts } from './paragraphs.ts';
import { readingsOf } from './reading.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { readSource, type Source } from './source.ts';

/** How the words were found: to the letter, or up to what `SAMENESS` lists. */
export type Verified = 'exact' | 'normalized';

/** Where a quotation stands in a source text, or why it is refused. In doubt it is. */
export type Finding =
  | {
      readonly kind: 'found';
      readonly verified: Verified;
      /** Where it begins and how long it is in the source: UTF-16 code units. */
      readonly offset: number;
      readonly length: number;
    }
  | ({ readonly kind: 'refused' } & Refusal);

/**
 * Finds a quotation in a source text. Both ends must be boundaries that a reader would see,
 * `prefix` and `suffix` must stand right beside it, and there must be one such place. Nothing
 * differs but what `SAMENESS` lists. To look for many, read the source once with `readSource`.
 */
export function findQuotation(source: Source | string, selector: Selector): Finding {
  const read = typeof source === 'string' ? readSource(source) : source;
  const words = countWords(selector.exact);
  if (words === 0) return refused({ reason: 'no-word' });
  if (words > MAX_QUOTATION_WORDS) return refused({ reason: 'too-long' });
  if (read.markup !== null) return refused({ reason: 'markup', markup: read.markup });

  const hits = hitsOf(read, selector);
  const whole = distinct(hits.filter(({ cut }) => cut === null));
  // Of several, the only one to the letter is meant; if there are too many, not all of them are known.
  const literal = whole.filter((each) => isLiteral(read, each, selector));
  const [hit, another] = literal.length === 1 && whole.length <= MANY ? literal : whole;
  if (hit === undefined) return refused(refusalOf(read, selector, hits));
  if (another !== undefined) return refused({ reason: 'ambiguous', times: whole.length });
  const { offset, text } = passageOf(read, hit);
  if (!saysItsParagraphs(read, hit, selector))
    return refused({ reason: 'paragraph', nearest: { offset, text } });
  const verified = isLiteral(read, hit, selector) ? 'exact' : 'normalized';
  return { kind: 'found', verified, offset, length: text.length };
}

const isLiteral = ({ text }: Source, { reading, at }: Hit, { exact }: Selector): boolean =>
  text.startsWith(exact, reading.offsets[at]);

const refused = (refusal: Refusal): Finding => ({ kind: 'refused', ...refusal });

/** One of the hits at each offset: two readings of a source may have the same words there. */
const distinct = (hits: readonly Hit[]): Hit[] => [
  ...new Map(hits.map((hit) => [hit.reading.offsets[hit.at], hit])).values(),
];

/** Whether the paragraphs that a passage runs over are those that the quotation shows, if any. */
function saysItsParagraphs(source: Source, hit: Hit, { exact, paragraphs = false }: Selector) {
  const { offset, text } = passageOf(source, hit);
  const from = firstAfter(source.paragraphs, offset);
  const crossed = source.paragraphs.slice(
    from,
    firstAfter(source.paragraphs, offset + text.length - 1),
  );
  if (!paragraphs) return crossed.length === 0;
  const said = paragraphStarts(exact).filter((start) => start < exact.length);
  const shown = readingsOf(exact).map(({ offsets }) =>
    said.map((start) => placeOf(offsets, start)).join(),
  );
  const there = crossed.map((start) => placeOf(hit.reading.offsets, start) - hit.at).join();
  return shown.includes(there);
}

/** The index of the first number that is greater. */
function firstAfter(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
