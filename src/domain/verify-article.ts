import type { Article } from './article.ts';
import { withEvidence } from './evidence.ts';
import type { ArticleFault } from './problem.ts';
import { findQuotation } from './quotation.ts';

/** An article whose quotations were looked for in its source, and what was not found. */
export interface Verification {
  /** The article with `verified` on every quotation found and the source's hash. */
  readonly article: Article;
  readonly faults: readonly ArticleFault[];
}

/** Looks every quotation up in the source text, whose SHA-256 in hexadecimal is `sha256`. */
export function verifyArticle(article: Article, source: string, sha256: string): Verification {
  const faults: ArticleFault[] = [];
  if (article.source?.sha256 !== undefined && article.source.sha256 !== sha256) {
    const message = 'is the hash of another text than the source given';
    faults.push({ kind: 'source-changed', path: 'source.sha256', message });
  }
  const found = withEvidence(article, (evidence, at) => {
    const path = `${at}.exact`;
    const { verified: _, ...quotation } = evidence;
    const finding = findQuotation(source, evidence);
    if (finding.kind === 'found') return { ...evidence, verified: finding.verified };
    faults.push(
      finding.kind === 'absent'
        ? {
            kind: 'quotation-absent',
            path,
            message: `“${evidence.exact}” is ${elsewhere(source, evidence.exact) ? 'in the source, but not right beside its prefix and suffix' : 'not in the source'}`,
            nearest: finding.nearest,
          }
        : {
            kind: 'quotation-ambiguous',
            path,
            message: `“${evidence.exact}” is in the source ${finding.times} times; add a prefix or a suffix`,
          },
    );
    return quotation as typeof evidence;
  });
  return { article: { ...found, source: { ...article.source, sha256 } }, faults };
}

/** Whether the words are there, somewhere else than the prefix and the suffix say. */
const elsewhere = (source: string, exact: string) =>
  findQuotation(source, { exact }).kind !== 'absent';
