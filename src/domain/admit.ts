import type { Article } from './article.ts';
import { evidenceOf } from './evidence.ts';
import { unverified } from './parse-article.ts';
import { type ArticleFault, fail, ok, type Result } from './problem.ts';
import type { Verification } from './verification.ts';
import { verifyArticle } from './verify-article.ts';

/** An article's text, with the SHA-256 of its bytes in hexadecimal. */
export interface SourceText {
  readonly text: string;
  readonly sha256: string;
}

/**
 * An article as it may be published: with its text, if every quotation is found there; without, if
 * its editor may vouch for them. What the article says of its own verification counts for nothing
 * else. `at` is now, in ISO 8601.
 *
 * Answers `invalid-article` with what was not found, or with what nobody has verified.
 */
export function admit(
  draft: Article,
  source: SourceText | null,
  mayVouch: boolean,
  at: string,
): Result<Article> {
  const { verification: _, ...article } = draft;
  if (source !== null) {
    const { article: found, faults } = verifyArticle(article, source.text, source.sha256);
    const verification = { by: 'service', at, sha256: source.sha256 } as const;
    return faults.length === 0 ? ok({ ...found, verification }) : refuse(faults);
  }
  if (evidenceOf(article).length === 0) return ok(article);
  if (!mayVouch) return refuse([SOURCE_MISSING]);
  const faults = unverified(article);
  const sha256 = article.source?.sha256;
  if (faults.length > 0 || sha256 === undefined) return refuse(faults);
  const verification: Verification = { by: 'editor', at, sha256 };
  return ok({ ...article, verification });
}

const SOURCE_MISSING: ArticleFault = {
  kind: 'source-missing',
  path: 'source',
  message:
    'is missing: send the article’s text beside it, so that this service finds the quotations; what was found elsewhere is taken from editors alone whose token may vouch for it',
};

const refuse = (faults: readonly ArticleFault[]): Result<never> =>
  fail({ tag: 'invalid-article', faults });
