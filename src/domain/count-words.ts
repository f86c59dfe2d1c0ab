/** The one segmenter of words; Unicode's root rules are those of English. */
export const SEGMENTER = new Intl.Segmenter('en', { granularity: 'word' });
/** What a reader does not see (default ignorable) is no word, and divides none. */
const UNSEEN = /[\p{DI}\u2800]/gu;

/** How many words a text has; Chinese, Japanese and Thai have words too. */
export function countWords(text: string): number {
  let words = 0;
  for (const { segment, isWordLike } of SEGMENTER.segment(text.replace(UNSEEN, ''))) {
    if (isWordLike === true && /[\p{L}\p{N}]/u.test(segment)) words += 1;
  }
  return words;
}
