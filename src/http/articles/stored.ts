import * as v from 'valibot';
import { slug } from '../../domain/fields.ts';
import { readPublished, type StoredArticle } from '../../storage/published/published.ts';
import { raise } from '../answers/problem.ts';

/**
 * The stored article, or the request stops with `article-not-found`. KV throws when asked for a key
 * of more than 512 bytes, so it is asked only for what can be an id.
 */
export async function storedArticle(kv: KVNamespace, article: string): Promise<StoredArticle> {
  const stored = v.is(slug, article) ? await readPublished(kv, article) : null;
  return stored ?? raise({ tag: 'article-not-found', article });
}
