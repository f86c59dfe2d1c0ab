/** A sign that a text was saved with its markup: words in it may be cut by what nobody reads. */
export interface Markup {
  readonly language: 'HTML' | 'Markdown';
  /** The sign itself, as it stands in the text. */
  readonly piece: string;
  readonly offset: number;
}

const ELEMENTS =
  'a|abbr|article|aside|audio|b|bdi|bdo|big|blockquote|body|br|button|caption|center|cite|code|col|dd|del|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|li|link|main|mark|meta|nav|noscript|ol|p|picture|pre|q|rp|rt|ruby|s|samp|script|section|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|time|title|tr|tt|u|ul|var|video|wbr';

const SIGNS: readonly (readonly [Markup['language'], RegExp])[] = [
  // Tags, but not what a transcript puts into angle brackets, such as <inaudible>.
  ['HTML', new RegExp(String.raw`<\/?(?:${ELEMENTS})(?:\s[^<>]{0,500})?\/?>|<!--|<!doctype`, 'iv')],
  ['HTML', /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iv],
  // Emphasis, but neither footnotes* nor words that are masked, such as f**k or s***.
  [
    'Markdown',
    /(?<![*\\\p{L}\p{N}])\*{1,3}(?=[^\s*])[^*\n]{0,500}[^\s*]\*{1,3}(?![*\p{N}])|(?<=\p{L})\*{1,2}\p{L}+\*{1,2}(?!\*)/v,
  ],
  ['Markdown', /(?<![_\\\p{L}\p{N}])_{1,3}(?=[^\s_])[^_\n]{0,500}[^\s_]_{1,3}(?![_\p{L}\p{N}])/v],
  ['Markdown', /~~[^\s~][^~\n]{0,500}~~/v],
  // Links, but not brackets with a remark in parentheses after them.
  ['Markdown', /\[[^\[\]\n]{0,500}\]\([^\s\(\)]{0,500}[\/#.:][^\s\(\)]{0,500}\)/v],
];

/** The first sign of markup in a text that should be plain, if there is one. */
export function markupIn(text: string): Markup | null {
  for (const [language, sign] of SIGNS) {
    const found = sign.exec(text);
    if (found !== null) return { language, piece: found[0].slice(0, 60), offset: found.index };
  }
  return null;
}
