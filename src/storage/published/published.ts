import { type Comparison, compare, type Published } from '../../domain/comparison.ts';
import * as v from 'valibot';
import { sha256 } from '../../crypto.ts';
import type { Article } from '../../domain/article.ts';
import type { Json } from '../../domain/json.ts';
import { fail, ok, type Result } from '../../domain/problem.ts';
import { readStored } from '../../domain/stored-article.ts';
import { within } from '../within.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { Memory, READ_LIMIT } from './memory.ts';

/** What a list shows of an article without reading it: KV keeps it beside the key. */
const Summary = v.object({ title: v.string(), language: v.string(), version: v.string() });
type Summary = v.InferOutput<typeof Summary>;

/** One page of what is published; `cursor` asks for the next one, `null` at the end. */
interface Page {
  readonly articles: readonly ({ readonly id: string } & Summary)[];
  readonly cursor: string | null;
  /** Seconds since KV answered with it, where it does not answer now; else 0. */
  readonly age: number;
}

/** A published article as it is stored: ready to send, and read only by who must look inside. */
export interface StoredArticle {
  readonly version: string;
  /** The reviewed article. */
  readonly article: Json<Article, Uint8Array<ArrayBuffer>>;
  /** The comparison of all its actors and topics. */
  readonly comparison: Json<Comparison, Uint8Array<ArrayBuffer>>;
  readonly published: () => Published;
  /** Seconds since KV answered with it, where it does not answer now; else 0. */
  readonly age: number;
}

/**
 * The first line of a stored value: its form, which those of the first leave out, and how long its two
 * parts are, article and comparison, in bytes.
 */
const Header = v.object({
  form: v.exactOptional(v.number()),
  version: v.string(),
  lengths: v.tuple([v.number(), v.number()]),
});
type Header = v.InferOutput<typeof Header>;

const PREFIX = 'article:';
/** Part of every version: it changes when the same article is stored in another form. */
const FORM = 2;
/** How many bytes of articles an isolate keeps, of the 128 MB it has. */
export const MEMORY_BYTES = 16 * 1024 * 1024;
/** How many articles, there or not, an isolate remembers. */
export const MEMORY_ENTRIES = 1_000;
/** How many pages of the list it remembers. */
const MEMORY_PAGES = 20;
const FOREIGN_CURSOR = {
  tag: 'invalid-parameter',
  parameter: 'cursor',
  reason: 'is of no earlier answer',
} as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const LINE_END = encoder.encode('\n')[0] ?? 0;

const articles = new Memory<StoredArticle>(MEMORY_BYTES, MEMORY_ENTRIES);
const pages = new Memory<Page>(MEMORY_BYTES, MEMORY_PAGES);

/**
 * Reads an article, `null` if there is none. KV answers within a minute of a publication with the new
 * one; while it does not answer, the last that is known is, for up to `LAST_KNOWN`. Throws `Unreachable`.
 */
export async function readPublished(kv: KVNamespace, id: string): Promise<StoredArticle | null> {
  const { value, age } = await articles.read(id, async (known) => {
    const stored = await kv.get(PREFIX + id, 'arrayBuffer');
    const size = stored?.byteLength ?? 0;
    return { value: stored && decode(new Uint8Array(stored), id, known), size };
  });
  return age > 0 && value !== null ? { ...value, age } : value;
}

/** The version an article will have when it is published. */
export const versionOf = (article: Article): Promise<string> =>
  sha256(`${FORM}\n${JSON.stringify(article)}`);

/** Writes an article in one value, so that no reader sees half of two versions. */
export async function writePublished(kv: KVNamespace, published: Published): Promise<void> {
  const { version, article } = published;
  const metadata: Summary = { title: article.title, language: article.language, version };
  const value = encode(published);
  await kv.put(PREFIX + article.id, value, { metadata });
  // KV may say for a while that there is none, as it said before.
  articles.keep(article.id, { value: decode(value, article.id, null), size: value.byteLength });
  pages.forgetAll();
}

/** Lists what is published, by id, from the keys' metadata alone. */
export async function listPublished(
  kv: KVNamespace,
  limit: number,
  sealed: string | undefined,
): Promise<Result<Page>> {
  const cursor = sealed === undefined ? null : await openCursor(sealed);
  if (sealed !== undefined && cursor === null) return fail(FOREIGN_CURSOR);
  try {
    const { value, age } = await pages.read(`${limit} ${cursor ?? ''}`, async () => {
      const page = await kv.list({ prefix: PREFIX, limit, cursor });
      return { value: page.keys.length > 0 ? await toPage(page) : null, size: 0 };
    });
    return ok({ ...(value ?? { articles: [], cursor: null }), age });
  } catch (error) {
    // KV may not know one that it gave long ago, and has no word for that: where it answers without
    // it, it is to blame.
    const { cause } = error as Error;
    const refused = cursor !== null && cause instanceof Error && / 400\b/.test(cause.message);
    return fail(refused && (await answers(kv)) ? FOREIGN_CURSOR : { tag: 'unreachable' });
  }
}

/** Whether an article is published, as KV itself says now; throws where KV does. */
export async function isAnythingPublished(kv: KVNamespace): Promise<boolean> {
  const { keys } = await kv.list({ prefix: PREFIX, limit: 1 });
  return keys.length > 0;
}

const answers = (kv: KVNamespace): Promise<boolean> =>
  within(READ_LIMIT, isAnythingPublished(kv)).then(
    () => true,
    () => false,
  );

async function toPage(page: KVNamespaceListResult<unknown>): Promise<Page> {
  return {
    articles: page.keys.flatMap(({ name, metadata }) =>
      v.is(Summary, metadata) ? [{ id: name.slice(PREFIX.length), ...metadata }] : [],
    ),
    cursor: page.list_complete ? null : await sealCursor(page.cursor),
    age: 0,
  };
}

function encode(published: Published): Uint8Array<ArrayBuffer> {
  const article = encoder.encode(JSON.stringify(published.article));
  const comparison = encoder.encode(JSON.stringify(everything(published)));
  const header: Header = {
    form: FORM,
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

/** Reads a stored value; the same version is not read again. Throws on anything but a whole one. */
function decode(
  value: Uint8Array<ArrayBuffer>,
  id: string,
  known: StoredArticle | null,
): StoredArticle {
  const start = value.indexOf(LINE_END) + 1;
  const { form, version, lengths } = v.parse(
    Header,
    JSON.parse(decoder.decode(value.subarray(0, start))),
  );
  if (version === known?.version) return known;
  const end = start + lengths[0];
  if (value.byteLength !== end + lengths[1]) throw new Error('a stored article is cut short');
  // Copies: a response over a part of a buffer would copy all of it each time.
  const [article, comparison] = [value.slice(start, end), value.slice(end)];
  const parsed = readStored(decoder.decode(article));
  if (parsed.id !== id) throw new Error('a stored article is not the one that was asked for');
  const published = { version, article: parsed };
  // What was stored in a former form is answered in the present one, under the version it has.
  if (form !== FORM) return decode(encode(published), id, null);
  JSON.parse(decoder.decode(comparison));
  return {
    version,
    article: article as StoredArticle['article'],
    comparison: comparison as StoredArticle['comparison'],
    published: () => published,
    age: 0,
  };
}
