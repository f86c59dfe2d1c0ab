/** What a quotation says of where it stands: a W3C TextQuoteSelector. */
interface Selector {
  readonly exact: string;
  readonly prefix?: string;
  readonly suffix?: string;
}

/** How the words were found: to the letter, or up to typography alone. */
export type Verified = 'exact' | 'normalized';

/** Where a quotation stands in a source text; `offset` counts UTF-16 code units. */
export type Finding =
  | { readonly kind: 'found'; readonly verified: Verified; readonly offset: number }
  | { readonly kind: 'ambiguous'; readonly times: number }
  | { readonly kind: 'absent'; readonly nearest: string };

const QUOTATION_MARKS = /[\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4\u2039\u203a]/gu;
const DOUBLE_QUOTATION_MARKS = /[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/gu;
const DASHES = /[\u2010-\u2015\u2212]/gu;
/** White space, syllables of Hangul, letters with their marks: what NFC never joins to its neighbour. */
const CHUNKS = /\s+|[\uac00-\ud7a3]?[\u1100-\u11ff]+|\P{M}\p{M}*|\p{M}+/gu;
/** What words consist of where white space divides them; soft hyphens and joiners are not seen. */
const IN_WORD = String.raw`[[\p{L}\p{N}\p{M}\u00ad\u200c\u200d]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]]`;
/** A place that a word goes on over, or a number such as 1,500; an apostrophe holds “can’t” together. */
const INSIDE_WORD = new RegExp(
  String.raw`(?<=${IN_WORD})(?=${IN_WORD})|(?<=\p{N})(?=[.,]\p{N})|(?<=\p{N}[.,])(?=\p{N})|(?<=\p{L})(?=['’]\p{L})`,
  'vy',
);

const normalizeChunk = (chunk: string) =>
  /^\s/u.test(chunk)
    ? ' '
    : chunk
        .normalize('NFC')
        .replace(QUOTATION_MARKS, "'")
        .replace(DOUBLE_QUOTATION_MARKS, '"')
        .replace(DASHES, '-');

/** The text with one Unicode form, one quotation mark, one dash and one space; nothing else changes. */
const normalize = (text: string) => text.replace(CHUNKS, normalizeChunk);

/**
 * Finds a quotation in a source text. Both ends must be ends of words, `prefix` and `suffix` must
 * stand right beside it, and there must be one such place. A changed word is never found.
 */
export function findQuotation(source: string, selector: Selector): Finding {
  const exact = placesOf(source, selector);
  if (exact.length === 1) return { kind: 'found', verified: 'exact', offset: exact[0] ?? 0 };
  if (exact.length > 1) return { kind: 'ambiguous', times: exact.length };

  const { text, offsets } = normalizeWithOffsets(source);
  const { prefix, suffix } = selector;
  const places = placesOf(text, {
    exact: normalize(selector.exact),
    ...(prefix === undefined ? {} : { prefix: normalize(prefix) }),
    ...(suffix === undefined ? {} : { suffix: normalize(suffix) }),
  });
  if (places.length > 1) return { kind: 'ambiguous', times: places.length };
  const [place] = places;
  if (place === undefined)
    return { kind: 'absent', nearest: nearestPassage(source, selector.exact) };
  const offset = offsets[place] ?? 0;
  // To the letter after all, where only the words beside it differ in typography.
  const verified = source.startsWith(selector.exact, offset) ? 'exact' : 'normalized';
  return { kind: 'found', verified, offset };
}

function placesOf(text: string, { exact, prefix = '', suffix = '' }: Selector): number[] {
  const places: number[] = [];
  if (exact === '') return places;
  for (let at = text.indexOf(exact); at !== -1; at = text.indexOf(exact, at + 1)) {
    const end = at + exact.length;
    const beside = text.slice(0, at).endsWith(prefix) && text.startsWith(suffix, end);
    if (beside && !insideWord(text, at) && !insideWord(text, end)) places.push(at);
  }
  return places;
}

/** Whether a word goes on over this place, so that a quotation cut here would be another word. */
function insideWord(text: string, at: number): boolean {
  INSIDE_WORD.lastIndex = at;
  return INSIDE_WORD.test(text);
}

function normalizeWithOffsets(source: string): { text: string; offsets: number[] } {
  let text = '';
  const offsets: number[] = [];
  for (const { 0: chunk, index } of source.matchAll(CHUNKS)) {
    const normal = normalizeChunk(chunk);
    for (let i = 0; i < normal.length; i += 1) offsets.push(index);
    text += normal;
  }
  return { text, offsets };
}

/** The passage of as many words that shares the most words with the quotation: a hint for a person. */
function nearestPassage(source: string, exact: string): string {
  const bare = (word: string) =>
    normalize(word)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
  const wanted = exact.trim().split(/\s+/u).map(bare);
  const words = Array.from(source.matchAll(/\S+/gu), ({ 0: word, index }) => ({
    bare: bare(word),
    from: index,
    to: index + word.length,
  }));
  const span = Math.min(wanted.length, words.length);
  let best = { start: 0, score: -1 };
  for (let start = 0; start + span <= words.length; start += 1) {
    const score = likeness(
      wanted,
      words.slice(start, start + span).map((word) => word.bare),
    );
    if (score > best.score) best = { start, score };
  }
  const last = words[best.start + span - 1];
  return last === undefined ? '' : source.slice(words[best.start]?.from, last.to);
}

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
