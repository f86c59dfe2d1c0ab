import { html } from 'hono/html';
import { SAMENESS } from '../domain/sameness.ts';
import { MAX_QUOTATION_WORDS } from '../domain/limits.ts';
import { escapeMarkdown, markdownRow } from '../formats/markdown.ts';
import { each, type Html } from './docs-operation.ts';

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const UNSEEN = /[[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zs}\p{Zl}\p{Zp}]--[ ]]/gv;
const point = (sign: string) =>
  `⟨U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** A text with what nobody can see in it written out: also that letters are made in another way. */
const visible = (text: string): string =>
  Array.from(
    GRAPHEMES.segment(
      text.replace(/\r?\n/g, '⏎').replace(/ {2,}/g, (gap) => '␣'.repeat(gap.length)),
    ),
    ({ segment }) =>
      segment === segment.normalize('NFC')
        ? segment.replace(UNSEEN, point)
        : segment.replace(/[^a-z]/gu, point),
  ).join('');

/** The table of what is the same, as it is printed. */
const ROWS = SAMENESS.map(({ name, reason, same, other }) => ({
  name,
  reason,
  same: same.map((pair) => pair.map(visible)),
  other: other.map((pair) => pair.map(visible)),
}));

const HEADINGS = ['What is the same', 'Why', 'For example', 'But not'];

/** The table in Markdown. */
export function samenessInMarkdown(): string {
  const pairs = (all: readonly (readonly string[])[], sign: string) =>
    all.map((pair) => pair.map(escapeMarkdown).join(` ${sign} `)).join('<br>');
  return [
    markdownRow(HEADINGS),
    markdownRow(HEADINGS.map(() => '---')),
    ...ROWS.map(({ name, reason, same, other }) =>
      markdownRow([
        escapeMarkdown(name),
        escapeMarkdown(reason),
        pairs(same, '='),
        pairs(other, '≠'),
      ]),
    ),
  ].join('\n');
}

/** What “verified” says: a page for readers who want to know it exactly. */
export function aboutVerification(): Html {
  return html`<main>
<p><a href="/docs">Standpoint’s API</a></p>
<h1>What “verified” says</h1>
<p>Every quotation shown was found in the text of the article: word for word (<code>exact</code>), or with nothing else than what this table names (<code>normalized</code>). Letter case, words, digits and punctuation that carries meaning are never taken for others. In doubt a quotation is refused.</p>
<h2 id="who">Who has seen it</h2>
<p><code>verification</code> says it. Where <code>by</code> is <code>service</code>, this service was given the text, found the quotations in it and kept nothing of it but its SHA-256. Where it is <code>editor</code>, a tool of the editors did, and an editor vouches for it. <code>sha256</code> is the hash of the bytes of the text, as <code>sha256sum</code> prints it. Articles published before this was asked say nothing.</p>
<h2 id="ends">Where a quotation may begin and end</h2>
<p>Where a reader sees a boundary: not inside of a word or a character, nor of a number with its sign, decimals, unit or range, nor of a compound that a hyphen holds. It has 1 to ${MAX_QUOTATION_WORDS} words, and stands in one place; <code>prefix</code> and <code>suffix</code> tell repeated passages apart. Over the end of a paragraph it goes only where it says so, with <code>paragraphs</code>, and is shown so. Halves joined by an ellipsis of one’s own are refused, and so is a text saved with its markup.</p>
<h2 id="same">What is the same</h2>
<p>This and nothing else; the table is the one that the service works by. ⏎ is the end of a line, ␣ one of several spaces, and what cannot be seen is written as its code point.</p>
<div class="scroll"><table class="sameness"><thead><tr>${each(HEADINGS, (heading) => html`<th>${heading}</th>`)}</tr></thead><tbody>
${each(ROWS, ({ name, reason, same, other }) => html`<tr><td>${name}</td><td>${reason}</td><td>${pairs(same, '=')}</td><td>${pairs(other, '≠')}</td></tr>`)}
</tbody></table></div>
</main>`;
}

const pairs = (all: readonly (readonly string[])[], sign: string) =>
  each(all, ([one, another]) => html`<div><bdi>${one}</bdi> ${sign} <bdi>${another}</bdi></div>`);
