import type { Cut } from './ends.ts';
import {
  type Hit,
  hitsOf,
  MAX_TRIES,
  needlesOf,
  type Passage,
  passageOf,
  placesOf,
  type Selector,
} from './hits.ts';
import type { Markup } from './markup.ts';
import { likelyPassage } from './nearest.ts';
import { type Source, wordsOf } from './source.ts';

/** Why a quotation is not found, and the passage that may have been meant. */
export type Refusal =
  /** It has no word, or more than are quoted as evidence. */
  | { readonly reason: 'no-word' | 'too-long' }
  /** The source is no plain text. */
  | { readonly reason: 'markup'; readonly markup: Markup }
  /** It begins or ends inside of something; the passage holds it whole. */
  | { readonly reason: `cut-${Cut}`; readonly nearest: Passage }
  /** It runs over a paragraph's end and does not say so, or says so where none is. */
  | { readonly reason: 'paragraph'; readonly nearest: Passage }
  /** It is there, but not right beside its prefix and suffix. */
  | { readonly reason: 'elsewhere'; readonly nearest: Passage }
  /** It joins passages by an ellipsis that the source does not have. */
  | { readonly reason: 'joined'; readonly nearest: Passage }
  /** The same words with other punctuation, letter case or marks. */
  | { readonly reason: 'typography'; readonly nearest: Passage }
  | { readonly reason: 'words'; readonly nearest: Passage | null }
  /** `times` stops at `MANY`. */
  | { readonly reason: 'ambiguous'; readonly times: number };

/** How far a passage is widened, and how much of it is shown: characters. */
const MAX_WIDER = 60;
const MAX_SHOWN = 400;

/** Why there is no such passage: the nearest reason first. */
export function refusalOf(source: Source, selector: Selector, hits: readonly Hit[]): Refusal {
  const alone = { exact: selector.exact };
  const search = { tries: MAX_TRIES };
  const fragment = { tries: MAX_TRIES, fragment: true };
  const [cut] = hits.length > 0 ? hits : hitsOf(source, selector, fragment);
  if (cut !== undefined) return cutRefusal(source, cut);
  const [there] = [...hitsOf(source, alone, search), ...hitsOf(source, alone, fragment)];
  if (there?.cut === null) return { reason: 'elsewhere', nearest: passageOf(source, there) };
  if (there !== undefined) return cutRefusal(source, there);

  const [reading] = source.readings;
  const [needle] = needlesOf(alone);
  if (reading === undefined || needle === undefined) return { reason: 'words', nearest: null };
  const likely = likelyPassage(reading, wordsOf(needle.text));
  if (likely === null) return { reason: 'words', nearest: null };
  const nearest = shown(passageOf(source, widened({ reading, ...likely, cut: null })));
  if (likely.same) return { reason: 'typography', nearest };
  return { reason: isJoined(source, needle.text) ? 'joined' : 'words', nearest };
}

const cutRefusal = (source: Source, hit: Hit): Refusal => ({
  reason: `cut-${hit.cut ?? 'word'}`,
  nearest: shown(passageOf(source, widened(hit))),
});

const shown = ({ offset, text }: Passage): Passage => ({ offset, text: text.slice(0, MAX_SHOWN) });

/** The hit as far as the next white space where a quotation may begin and end, within bounds. */
function widened(hit: Hit): Hit {
  const { text, ends } = hit.reading;
  let { at, end } = hit;
  const [first, last] = [at - MAX_WIDER, end + MAX_WIDER];
  while (at > first && at > 0 && (text[at - 1] !== ' ' || ends.startAt(at) !== null)) at -= 1;
  while (end < last && end < text.length && (text[end] !== ' ' || ends.endAt(end) !== null))
    end += 1;
  return { ...hit, at, end };
}

/** Whether each part of a quotation between its ellipses is in the source. */
function isJoined({ readings }: Source, exact: string): boolean {
  const parts = exact.split(/[[(]?…[\])]?/u).map((part) => part.trim());
  const [reading] = readings;
  return (
    parts.length > 1 &&
    parts.every(
      (part) =>
        reading !== undefined &&
        (part === '' ||
          !placesOf(reading, { text: part, from: 0, to: part.length }, { tries: MAX_TRIES }).next()
            .done),
    )
  );
}
