import { segmentsOf } from './count-words.ts';
import { isCurrency, isUnit } from './units.ts';

/** What would be cut if a quotation began or ended at a place. */
export type Cut = 'character' | 'word' | 'compound' | 'number';
const CUTS: readonly (Cut | null)[] = [null, 'character', 'word', 'compound', 'number'];

/** Where in a text a quotation may not begin, and where it may not end: what it would cut. */
export interface Ends {
  readonly startAt: (place: number) => Cut | null;
  readonly endAt: (place: number) => Cut | null;
}

/** Scripts without spaces, in which the segmenter's dictionaries know the words. */
const CLOSE = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u30fc\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}`;
/** What words consist of where white space divides them. Superscripts may be marks of footnotes. */
export const W = String.raw`[[\p{L}\p{M}\p{Nd}\p{Nl}]--[${CLOSE}]]`;
const LONG_DASH = '—―⸺⸻';
const DASH = String.raw`[[\p{Pd}\u2212]--[${LONG_DASH}\u301c\u3030\u30a0]]`;
const PAUSE = String.raw`[[\p{Terminal_Punctuation}${LONG_DASH}…¡¿]--[.:·]]`;
const BRACKET = String.raw`[\p{Ps}\p{Pe}]`;
/** What holds two letters together when it stands between them without a space, controls included. */
const JOINT = String.raw`[[\p{P}\p{S}\p{C}]--[\s${PAUSE}${BRACKET}]]`;
/** “agree[d]” is one word; “patients[12]” has a footnote. */
const BRACKETED = String.raw`${JOINT}{0,2}${BRACKET}${JOINT}{0,2}(?=\p{L})`;
/** What belongs to the word or number that it touches, on whichever side. */
const SIGN = String.raw`[[\p{Sm}\p{Sc}\p{Pc}${DASH}%‰‱٪؉؊°&@#\/\\\^№§]--[\|]]`;

const DIGIT = String.raw`[\p{Nd}\p{Nl}]`;
const FRACTION = '[¼-¾⅐-⅞↉]';
const NUMERAL = `[${DIGIT}${FRACTION}]`;
const RAISED = '[²³¹⁰-₎]';
/** Numbers in words of one character, with what makes them fractions, ordinals and negative. */
const HAN_NUMERAL = `[${DIGIT}零一二三四五六七八九十百千万萬亿億兆两兩半幾几數数點点分之负負第廿卅]`;
const NO_BREAK = String.raw`[\u00a0\u2000-\u200a\u202f\u205f]`;
/** What a number goes on over if a numeral follows: separators, operators, grouping spaces. */
const WITHIN = [
  String.raw`[[\p{P}\p{S}\p{Lm}]--[${BRACKET}"“”„‟«»;]]{1,2}`,
  String.raw`\s[[\p{Sm}${DASH}\/]--[\|]]\s`,
  NO_BREAK,
  ` (?<=(?<!${DIGIT})${DIGIT}{1,3} )(?=${DIGIT}{3}(?!${DIGIT}))`,
  String.raw` (?=${DIGIT}+[\/⁄]${DIGIT}|${FRACTION})`,
].join('|');
const BEFORE = String.raw`(?:[[\p{Sm}\p{Sc}]--[\|]]\s?|[${DASH}${LONG_DASH}#№§]${NO_BREAK}?){0,4}[.,·٫]?`;
const AFTER = String.raw`(?:\s?[%‰‱٪؉؊°′″\p{Sc}])?`;

const every = (pattern: string, flags = '') => new RegExp(pattern, `gv${flags}`);

/** What is never cut, from `first` after its begin to `last` after its end (0: the edge itself). */
interface Whole {
  readonly cut: Cut;
  readonly find: RegExp;
  readonly first?: 0;
  readonly last?: 0;
  /** Where a quotation may end there but not begin, or the other way round. */
  readonly only?: 'start' | 'end';
}

/** Where a place is in several, the last one names what would be cut. */
const WHOLE: readonly Whole[] = [
  { cut: 'word', find: every(`${W}+(?:(?:${JOINT}{1,4}|${BRACKETED})${W}+)*`) },
  { cut: 'word', last: 0, find: every(`${SIGN}(?=${W})`) },
  { cut: 'word', first: 0, find: every(`${SIGN}(?<=${W}${SIGN})`) },
  { cut: 'compound', last: 0, find: every(`${DASH}${JOINT}{0,2}(?=${W})`) },
  { cut: 'compound', first: 0, find: every(`${DASH}(?<=${W}${JOINT}{0,2}${DASH})`) },
  // CO₂; m² and 5 km², whose power is no footnote.
  { cut: 'word', first: 0, find: every(`[₀-₎](?<=${W}[₀-₎])`) },
  { cut: 'word', last: 0, find: every(`[₀-₎](?=${W})`) },
  {
    cut: 'number',
    first: 0,
    find: every(`[²³⁻](?<=(?<!${W})(?:[a-zµμ]?m|ft|in|yd|mi|s|[кмсд]?м).)`),
  },
  { cut: 'number', first: 0, find: every(String.raw`[²³⁻](?<=${NUMERAL}\s?${W}{1,4}.)`) },
  {
    cut: 'number',
    find: every(`${BEFORE}${NUMERAL}(?:${NUMERAL}|${RAISED}|(?:${WITHIN})(?=${NUMERAL}))*${AFTER}`),
  },
  { cut: 'number', find: every(`${HAN_NUMERAL}(?:[・·.]?${HAN_NUMERAL})+`) },
  // 10 million with a space that does not break, 2024年, minus 5.
  {
    cut: 'number',
    only: 'end',
    find: every(String.raw`${NUMERAL}(?:${NO_BREAK}\p{L}|[${CLOSE}])`),
  },
  {
    cut: 'number',
    only: 'start',
    find: every(String.raw`(?<!${W})(?:minus|moins|минус|мінус|ناقص)\s${NUMERAL}`, 'i'),
  },
];
/** A currency's code before the number, a unit, scale or currency's code after it. */
const PRICED = every(String.raw`(?<!${W})([A-Z]{3})\s${NUMERAL}`);
const COUNTED = every(String.raw`[${NUMERAL}${RAISED}]\s([\p{L}\p{M}.]*\p{L}\p{M}*)`);

const APOSTROPHE = String.raw`['’ʼ\u0060´ʹ′]`;
const SINGLE_MARK = every(`${APOSTROPHE}|[‘‚‛‹›]`);
const IS_APOSTROPHE = new RegExp(APOSTROPHE, 'v');
const STARTS_WORD = new RegExp(`^${W}`, 'v');
const ENDS_WORD = new RegExp(`${W}$`, 'v');
/** How far apart two single quotation marks still are a pair. */
const PAIR = 3_000;
/**
 * Articles, prepositions and pronouns that drop their vowel before another; what follows is a word
 * of its own. Not “n’”, “s’” and the like, without which the words say something else.
 */
const ELISION = every(
  String.raw`(?<![${W}'’])(?:[cdjl]|(?:jus|lors|puis|quoi)?qu|(?:a|co|da|de|ne|su)ll|un)${APOSTROPHE}(?=(\p{L}))`,
  'i',
);
const VOWEL = /^[aeiouyhæœ]/i;

/** Where a reader sees a boundary in a text whose forms are folded; linear in its length. */
export function endsOf(text: string): Ends {
  const starts = new Uint8Array(text.length + 1);
  const ends = new Uint8Array(text.length + 1);
  /** Forbids the places from `first` to `last`. */
  const forbid = (cut: Cut, first: number, last: number, only?: 'start' | 'end') => {
    const code = CUTS.indexOf(cut);
    for (let place = first; place <= last; place += 1) {
      if (only !== 'end') starts[place] = code;
      if (only !== 'start') ends[place] = code;
    }
  };
  for (const { segment, index, isWordLike } of segmentsOf(text)) {
    if (segment.length === 1) continue;
    forbid(isWordLike === true ? 'word' : 'character', index + 1, index + segment.length - 1);
  }
  for (const { cut, find, first = 1, last = -1, only } of WHOLE) {
    for (const { 0: match, index } of text.matchAll(find))
      forbid(cut, index + first, index + match.length + last, only);
  }
  for (const { 1: code = '', index } of text.matchAll(PRICED)) {
    if (isCurrency(code)) forbid('number', index + 3, index + 4, 'start');
  }
  for (const { 0: match, 1: word = '', index } of text.matchAll(COUNTED)) {
    const at = index + match.length - word.length;
    if (isUnit(word) || isCurrency(word)) forbid('number', at - 1, at, 'end');
  }
  for (const { place, only } of looseApostrophes(text)) forbid('word', place, place, only);
  for (const { 0: match, 1: next = '', index } of text.matchAll(ELISION)) {
    if (VOWEL.test(next.normalize('NFD'))) starts[index + match.length] = 0;
  }
  return {
    startAt: (place) => CUTS[starts[place] ?? 0] ?? null,
    endAt: (place) => CUTS[ends[place] ?? 0] ?? null,
  };
}

/**
 * Apostrophes at one side of a word that are no quotation marks, because they have no partner: the
 * place between word and apostrophe in “’tis” and “the workers’ rights”.
 */
function looseApostrophes(text: string): { place: number; only: 'start' | 'end' }[] {
  const loose: { place: number; only: 'start' | 'end' }[] = [];
  let open: { at: number; mark: string } | null = null;
  let closed = Number.NEGATIVE_INFINITY;
  const leave = () => {
    if (open !== null && IS_APOSTROPHE.test(open.mark))
      loose.push({ place: open.at + 1, only: 'start' });
    open = null;
  };
  for (const { 0: mark, index: at } of text.matchAll(SINGLE_MARK)) {
    if (open !== null && at - open.at > PAIR) leave();
    const before = ENDS_WORD.test(text.slice(Math.max(0, at - 2), at));
    const after = STARTS_WORD.test(text.slice(at + 1, at + 3));
    if (before && after) continue;
    if (after) {
      leave();
      open = { at, mark };
    } else if (open !== null) {
      [open, closed] = [null, at];
    } else if (before && IS_APOSTROPHE.test(mark) && at - closed > PAIR) {
      loose.push({ place: at, only: 'end' });
    }
  }
  leave();
  return loose;
}
