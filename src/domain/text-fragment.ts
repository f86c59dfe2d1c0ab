import type { Evidence } from './article.ts';

/** Percent-encodes a part of a text directive, in which `-`, `,` and `&` have a meaning. */
const encode = (text: string) => encodeURIComponent(text.trim()).replaceAll('-', '%2D');

/**
 * A link that leads a browser to a quotation's words: `#:~:text=[prefix-,]text[,-suffix]`, as the
 * WICG URL Fragment Text Directives draft has it. Any fragment of the article's own URL is kept.
 */
export function textFragmentLink(url: string, { exact, prefix, suffix }: Evidence): string {
  const parts = [
    ...(prefix === undefined ? [] : [`${encode(prefix)}-`]),
    encode(exact),
    ...(suffix === undefined ? [] : [`-${encode(suffix)}`]),
  ];
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${parts.join(',')}`;
}
