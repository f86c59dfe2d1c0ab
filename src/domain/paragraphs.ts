/** A page break or a byte order mark may stand beside a line break, and is none. */
const LINE_BREAK = String.raw`(?:\r\n|[\n\u0085\u2028]|\r(?!\n))`;
const IN_LINE = String.raw`[[\s\u200b\ufeff]--[\n\r\u0085\u2028\u2029]]`;
const BLANK_LINE = new RegExp(
  String.raw`(?:${LINE_BREAK}${IN_LINE}*){2,}|${IN_LINE}*\u2029\s*`,
  'gv',
);
const LINE_END = new RegExp(String.raw`${LINE_BREAK}${IN_LINE}*`, 'gv');
/** A sentence's end, and what may close behind it. */
const SENTENCE_END = /[\p{Sentence_Terminal}…:][\p{Pe}\p{Pf}\p{Quotation_Mark}]{0,4}\s{0,4}$/u;
/** Nobody wraps lines of plain text so late: a line longer than this is a paragraph. */
const WRAP = 100;

/**
 * Where paragraphs begin in a text, but the first: after a blank line. A single line break is the
 * end of a paragraph where a sentence ends too, and the text has no blank lines or the line is
 * longer than lines are wrapped.
 */
export function paragraphStarts(text: string): readonly number[] {
  const blank = Array.from(text.matchAll(BLANK_LINE), ({ 0: gap, index }) => index + gap.length);
  const blanks = new Set(blank);
  let line = 0;
  for (const { 0: gap, index } of text.matchAll(LINE_END)) {
    const next = index + gap.length;
    const alone = blank.length === 0 || index - line > WRAP;
    if (alone && SENTENCE_END.test(text.slice(Math.max(line, index - 12), index))) blanks.add(next);
    line = next;
  }
  return [...blanks].toSorted((a, b) => a - b);
}
