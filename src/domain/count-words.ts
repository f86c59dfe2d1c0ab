let segmenter: Intl.Segmenter | undefined;
/** The segments of a text, by Unicode's root rules for words, which are those of English. */
export function segmentsOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return segmenter.segment(text);
}
/** What a reader does not see (default ignorable) is no word, and divides none. */
const UNSEEN = /[\p{DI}\u2800]/gu;

/** How many words a text has; Chinese, Japanese and Thai have words too. */
export function countWords(text: string): number {
  let words = 0;
  for (const { segment, isWordLike } of segmentsOf(text.replace(UNSEEN, ''))) {
    if (isWordLike === true && /[\p{L}\p{N}]/u.test(segment)) words += 1;
  }
  return words;
}
