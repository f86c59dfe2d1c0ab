import { type Comparison, compare, type Published } from '../../domain/comparison.ts';
import { sha256 } from '../../crypto.ts';
import type { Article } from '../../domain/article.ts';
import type { Json } from '../../domain/json.ts';

/** What a list shows of an article without reading it: KV keeps it beside the key. */
interface Summary {
  readonly title: string;
  readonly language: string;
  readonly version: string;
}

/** One page of what is published; `cursor` asks for the next one, `null` at the end. */
interface Page {
  readonly articles: readonly ({ readonly id: string } & Summary)[];
  readonly cursor: string | null;
}

/** A published article as it is stored: ready to send, and read only by who must look inside. */
export interface StoredArticle {
  readonly version: string;
  /** The reviewed article. */
  readonly article: Json<Article, Uint8Array<ArrayBuffer>>;
  /** The comparison of all its actors and topics. */
  readonly comparison: Json<Comparison, Uint8Array<ArrayBuffer>>;
  /** Reads the article; the work is done once. */
  readonly published: () => Published;
}

/** The first line of a stored value: where its two parts end, in bytes. */
interface Header {
  readonly version: string;
  readonly lengths: readonly [article: number, comparison: number];
}

const PREFIX = 'article:';
/** Part of every version: it changes when the same article is stored in another form. */
const FORM = 1;
/** How long an isolate answers from memory before it asks KV again, and while it asks: ms. */
export const MEMORY_AGE = 1_000;
/** How many bytes of articles an isolate keeps, of the 128 MB it has. */
export const MEMORY_BYTES = 16 * 1024 * 1024;
/** How many articles, there or not, an isolate remembers. */
export const MEMORY_ENTRIES = 1_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const LINE_END = encoder.encode('\n')[0] ?? 0;

interface Remembered {
  readonly stored: StoredArticle | null;
  readonly size: number;
  /** When KV answered with it, and until when it is answered from here: epoch ms. */
  readonly read: number;
  readonly until: number;
}
const memory = new Map<string, Remembered>();
let remembered = 0;

/**
 * Reads an article, `null` if there is none, from memory while that is at most `MEMORY_AGE` old, or
 * twice that while another request is asking KV.
 * KV itself answers within a minute of a publication with the new one.
 */
export async function readPublished(kv: KVNamespace, id: string): Promise<StoredArticle | null> {
  const known = memory.get(id);
  if (known !== undefined && Date.now() < known.until) return known.stored;
  // One request asks; those that come meanwhile are answered as before, so a crowd is one read. Not
  // for longer, though KV be slow, and not at all where nobody has asked for a while.
  if (known !== undefined) memory.set(id, { ...known, until: known.read + 2 * MEMORY_AGE });
  const value = await kv.get(PREFIX + id, 'arrayBuffer');
  const fresh = value === null ? null : decode(new Uint8Array(value));
  // The same version is not parsed again.
  const stored = fresh?.version === known?.stored?.version ? (known?.stored ?? fresh) : fresh;
  remember(id, stored, value?.byteLength ?? 0);
  return stored;
}

/** The version an article will have when it is published. */
export const versionOf = (article: Article): Promise<string> =>
  sha256(`${FORM}\n${JSON.stringify(article)}`);

/** Writes an article in one value, so that no reader sees half of two versions. */
export async function writePublished(kv: KVNamespace, published: Published): Promise<void> {
  const { version, article } = published;
  const metadata: Summary = { title: article.title, language: article.language, version };
  await kv.put(PREFIX + article.id, encode(published), { metadata });
  forget(article.id);
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

function encode(published: Published): Uint8Array {
  const article = encoder.encode(JSON.stringify(published.article));
  const comparison = encoder.encode(JSON.stringify(everything(published)));
  const header: Header = {
    version: published.version,
    lengths: [article.byteLength, comparison.byteLength],
  };
  const first = encoder.encode(`${JSON.stringify(header)}\n`);
  const value = new Uint8Array(first.byteLength + article.byteLength + comparison.byteLength);
  value.set(first);
  value.set(article, first.byteLength);
  value.set(comparison, first.byteLength + article.byteLength);
  return value;
}

function everything(published: Published): Comparison {
  const comparison = compare(published);
  if (!comparison.ok) throw new Error('an article can be compared with nothing left out');
  return comparison.value;
}

function decode(value: Uint8Array<ArrayBuffer>): StoredArticle {
  const start = value.indexOf(LINE_END) + 1;
  const { version, lengths } = JSON.parse(decoder.decode(value.subarray(0, start))) as Header;
  // Copies: a response over a part of a buffer would copy all of it each time.
  const article = value.slice(start, start + lengths[0]);
  const comparison = value.slice(start + lengths[0], start + lengths[0] + lengths[1]);
  let published: Published | undefined;
  return {
    version,
    article: article as StoredArticle['article'],
    comparison: comparison as StoredArticle['comparison'],
    published: () => {
      published ??= { version, article: JSON.parse(decoder.decode(article)) as Article };
      return published;
    },
  };
}

function remember(id: string, stored: StoredArticle | null, size: number): void {
  forget(id);
  const read = Date.now();
  memory.set(id, { stored, size, read, until: read + MEMORY_AGE });
  remembered += size;
  // The oldest go first; absence weighs nothing, so the number of entries is bounded too.
  for (const oldest of memory.keys()) {
    if (remembered <= MEMORY_BYTES && memory.size <= MEMORY_ENTRIES) break;
    forget(oldest);
  }
}

function forget(id: string): void {
  remembered -= memory.get(id)?.size ?? 0;
  memory.delete(id);
}
