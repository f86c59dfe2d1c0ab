import type { Evidence } from '../domain/article.ts';

/** Percent-encodes a part of a text directive, in which `-`, `,` and `&` have a meaning. */
const encode = (text: string) => encodeURIComponent(text.trim()).replaceAll('-', '%2D');

/**
 * A link that leads a browser to a quotation's words: `#:~:text=[prefix-,]text[,-suffix]`, as the
 * WICG URL Fragment Text Directives draft has it. The URL keeps its own fragment, but no directive.
 */
export function textFragmentLink(url: string, { exact, prefix, suffix }: Evidence): string {
  const parts = [
    ...(prefix === undefined ? [] : [`${encode(prefix)}-`]),
    encode(exact),
    ...(suffix === undefined ? [] : [`-${encode(suffix)}`]),
  ];
  const [base = url] = url.split(':~:');
  return `${base}${base.includes('#') ? '' : '#'}:~:text=${parts.join(',')}`;
}
