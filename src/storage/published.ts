import type { Published } from '../domain/comparison.ts';

/** What a list shows of an article without reading it: KV keeps it beside the key. */
export interface Summary {
  readonly title: string;
  readonly language: string;
  readonly version: string;
}

/** One page of what is published; `cursor` asks for the next one, `null` at the end. */
export interface Page {
  readonly articles: readonly ({ readonly id: string } & Summary)[];
  readonly cursor: string | null;
}

const PREFIX = 'article:';

/** Reads an article. KV answers within a minute of a publication with the new one. */
export async function readPublished(kv: KVNamespace, id: string): Promise<Published | null> {
  return kv.get<Published>(PREFIX + id, 'json');
}

/** Writes an article in one value, so that no reader sees half of two versions. */
export async function writePublished(kv: KVNamespace, published: Published): Promise<void> {
  const { version, article } = published;
  const metadata: Summary = { title: article.title, language: article.language, version };
  await kv.put(PREFIX + article.id, JSON.stringify(published), { metadata });
}

/** Lists what is published, by id, from the keys' metadata alone. */
export async function listPublished(
  kv: KVNamespace,
  limit: number,
  cursor: string | undefined,
): Promise<Page> {
  const page = await kv.list<Summary>({ prefix: PREFIX, limit, cursor: cursor ?? null });
  return {
    articles: page.keys.flatMap(({ name, metadata }) =>
      metadata === undefined ? [] : [{ id: name.slice(PREFIX.length), ...metadata }],
    ),
    cursor: page.list_complete ? null : page.cursor,
  };
}
