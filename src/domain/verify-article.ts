import type { Article } from './article.ts';
import { withEvidence } from './evidence.ts';
import { MAX_QUOTATION_WORDS } from './limits.ts';
import type { ArticleFault } from './problem.ts';
import { MANY } from './hits.ts';
import { type Finding, findQuotation } from './quotation.ts';
import type { Refusal } from './refusal.ts';
import { readSource, type Source } from './source.ts';

/** An article whose quotations were looked for in its source, and what was not found. */
export interface Checked {
  /** The article with `verified` on every quotation found and the source's hash. */
  readonly article: Article;
  readonly faults: readonly ArticleFault[];
  /** What became of each quotation, if the text is another than the one the article was verified with. */
  readonly changes: readonly Change[];
}

/**
 * What became of a quotation in a changed text: it is there as before, no longer beside its prefix
 * and suffix, there with other typography, not there, or there more than once.
 */
export interface Change {
  readonly path: string;
  readonly change: 'kept' | 'moved' | 'typography' | 'gone' | 'ambiguous';
}

/** Looks every quotation up in the source text, whose bytes have the SHA-256 `sha256` (hexadecimal). */
export function verifyArticle(article: Article, text: string, sha256: string): Checked {
  const source = readSource(text);
  const lineOf = lines(text);
  const faults: ArticleFault[] = [];
  const changes: Change[] = [];
  const changed = article.source?.sha256 !== undefined && article.source.sha256 !== sha256;
  if (changed) {
    const message =
      'is the hash of another text than the source given: read what became of each quotation, then record the new text';
    faults.push({ kind: 'source-changed', path: 'source.sha256', message });
  }
  if (source.markup !== null) {
    faults.push(markupFault(source.markup, lineOf));
    return { article, faults, changes };
  }
  const found = withEvidence(article, (evidence, at) => {
    const path = `${at}.exact`;
    const { verified, ...quotation } = evidence;
    const finding = findQuotation(source, evidence);
    if (changed) changes.push({ path, change: changeOf(finding, verified) });
    if (finding.kind === 'found') return { ...evidence, verified: finding.verified };
    faults.push(faultOf(path, evidence.exact, finding, lineOf));
    return quotation as typeof evidence;
  });
  return { article: { ...found, source: { ...article.source, sha256 } }, faults, changes };
}

function changeOf(finding: Finding, verified: string | undefined): Change['change'] {
  if (finding.kind === 'found')
    return verified === undefined || verified === finding.verified ? 'kept' : 'typography';
  if (finding.reason === 'elsewhere') return 'moved';
  return finding.reason === 'typography' || finding.reason === 'ambiguous'
    ? finding.reason
    : 'gone';
}

/** The line of an offset, from 1. */
function lines(text: string): (offset: number) => number {
  const breaks = Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index }) => index);
  return (offset) => {
    const line = breaks.findIndex((index) => index >= offset);
    return (line === -1 ? breaks.length : line) + 1;
  };
}

function markupFault(
  { language, piece, offset }: NonNullable<Source['markup']>,
  lineOf: (offset: number) => number,
): ArticleFault {
  const message = `is saved as ${language}, with “${piece}”: save it as plain text, as a reader sees it`;
  return { kind: 'source-markup', path: 'source', message, line: lineOf(offset) };
}

function faultOf(
  path: string,
  exact: string,
  refusal: Refusal,
  lineOf: (offset: number) => number,
): ArticleFault {
  const fault = {
    kind: `quotation-${refusal.reason}` as const,
    path,
    message: `“${exact}” ${wording(refusal)}`,
  };
  if (!('nearest' in refusal) || refusal.nearest === null) return fault;
  const { text, offset } = refusal.nearest;
  return { ...fault, nearest: text, line: lineOf(offset) };
}

/** What is wrong, and what to do. */
function wording(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'no-word':
      return 'has no word: quote at least one';
    case 'too-long':
      return `has more than ${MAX_QUOTATION_WORDS} words: shorten it`;
    case 'markup':
      return `cannot be found in a source saved as ${refusal.markup.language}: save it as plain text`;
    case 'cut-character':
      return 'begins or ends inside of a character: take it whole or leave it out';
    case 'cut-word':
      return 'begins or ends inside of a word: take the word whole or leave it out';
    case 'cut-compound':
      return 'begins or ends inside of a compound: take it whole, with what its hyphen holds';
    case 'cut-number':
      return 'begins or ends inside of a number: take it whole, with its sign and unit, or leave it out';
    case 'paragraph':
      return 'runs over the end of a paragraph: put a blank line there and "paragraphs": true beside it, or quote each paragraph apart';
    case 'elsewhere':
      return 'is in the source, but not right beside its prefix and suffix: correct these';
    case 'joined':
      return 'joins what the source does not: quote each passage apart';
    case 'typography':
      return 'is in the source with other punctuation, letter case or marks: write it as the source does';
    case 'words':
      return 'is not in the source: quote its words as they stand';
    case 'ambiguous':
      return `is in the source ${refusal.times > MANY ? `more than ${MANY}` : refusal.times} times: add a prefix or a suffix`;
  }
}
