import * as v from 'valibot';
import { slug } from '../../domain/fields.ts';
import { fail, ok, type Result } from '../../domain/problem.ts';
import { Unreachable } from '../../storage/published/memory.ts';
import { readPublished, type StoredArticle } from '../../storage/published/published.ts';
import { unwrap } from '../answers/problem.ts';

/**
 * The stored article, or `article-not-found` or `unreachable`. KV throws when asked for a key of more
 * than 512 bytes, so it is asked only for what can be an id.
 */
export async function findArticle(
  kv: KVNamespace,
  article: string,
): Promise<Result<StoredArticle>> {
  try {
    const stored = v.is(slug, article) ? await readPublished(kv, article) : null;
    return stored === null ? fail({ tag: 'article-not-found', article }) : ok(stored);
  } catch (error) {
    if (error instanceof Unreachable) return fail({ tag: 'unreachable' });
    throw error;
  }
}

/** The stored article, or the request stops. */
export const storedArticle = async (kv: KVNamespace, article: string): Promise<StoredArticle> =>
  unwrap(await findArticle(kv, article));
