import * as v from 'valibot';
import { ArticleSchema } from '../../domain/article.ts';
import { readPublished, type StoredArticle } from '../../storage/published/published.ts';
import { Unreachable } from '../../storage/published/memory.ts';
import { raise } from '../answers/problem.ts';

/** Whether a text can be the id of an article or of a poll. */
export const isId = (text: string): boolean => v.is(ArticleSchema.entries.id, text);

/**
 * The stored article, or the request stops with `article-not-found` or `unreachable`. KV throws when
 * asked for a key of more than 512 bytes, so it is asked only for what can be an id.
 */
export async function storedArticle(kv: KVNamespace, article: string): Promise<StoredArticle> {
  if (!isId(article)) raise({ tag: 'article-not-found', article });
  const stored = await readPublished(kv, article).catch((error: unknown) => {
    if (error instanceof Unreachable) raise({ tag: 'unreachable' });
    throw error;
  });
  return stored ?? raise({ tag: 'article-not-found', article });
}
