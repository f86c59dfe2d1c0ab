import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { EVERYWHERE } from './headers.ts';
import { raise } from './problem.ts';

/** How long an answer may be kept, by caches and by browsers. */
export const CACHE = {
  /** Published content: fresh for a minute, as KV is, and shown while it is fetched anew. */
  published: 'public, max-age=60, stale-while-revalidate=600',
  /** Counts: a second old at most, as the boxes' reports are. */
  counts: 'public, max-age=1',
  /** What is one reader's alone. */
  private: 'private, no-store',
} as const;
export type Caching = (typeof CACHE)[keyof typeof CACHE];

interface Body {
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream;
  readonly type: string;
  /** The representation's hash, without quotation marks; left out where nothing may be kept. */
  readonly etag?: string;
  readonly cache: Caching;
  /** The article it is made of, whose publication makes caches forget it. */
  readonly tag?: string;
  /** Seconds since what it is made of was last known to hold; 0 or left out where it holds now. */
  readonly age?: number;
}

/** Sends a body, or 304 when the client has it (RFC 9110, sections 8.8.3 and 13.1.2). */
export function send(c: Context, answer: Body, status: 200 | 201 = 200): Response {
  const { body, type } = answer;
  const headers = commonHeaders(answer);
  const unchanged = hasAlready(c, answer);
  if (!unchanged) headers['Content-Type'] = type;
  const content = unchanged ? null : body;
  const code = unchanged ? 304 : status;
  // Pages set headers of their own on the way; what is read most does not pay for that.
  return type === HTML_TYPE
    ? c.newResponse(content, code, headers)
    : new Response(content, { status: code, headers });
}

/**
 * Makes what many are sent, once: its headers, and the 304 for those who have it. A response without
 * a body holds nothing that the first sending could use up, so all of them get the same one.
 */
export function prepare(answer: Body): (c: Context) => Response {
  const unchanged = new Response(null, { status: 304, headers: commonHeaders(answer) });
  const headers = new Headers({ ...commonHeaders(answer), 'Content-Type': answer.type });
  return (c) => (hasAlready(c, answer) ? unchanged : new Response(answer.body, { headers }));
}

/** The headers of an answer and of its 304. */
function commonHeaders({ etag, cache, tag, age = 0 }: Body): Record<string, string> {
  return {
    ...EVERYWHERE,
    'Cache-Control': cache,
    ...(tag !== undefined && { 'Cache-Tag': cacheTag(tag) }),
    ...(etag !== undefined && { ETag: `"${etag}"` }),
    // RFC 9111, section 5.1: caches count it as time that has passed already.
    ...(age > 0 && { Age: String(age) }),
  };
}

/** Whether the client says that it has this very representation. */
function hasAlready(c: Context, { etag }: Body): boolean {
  if (etag === undefined) return false;
  const known = c.req.header('If-None-Match');
  if (known === undefined) return false;
  const { method } = c.req;
  return (method === 'GET' || method === 'HEAD') && matches(known, etag);
}

const cacheTag = (article: string) => `article-${article}`;

/** Makes Cloudflare's cache forget what is made of an article. Only there: no runtime here has one. */
export async function purge(c: Context, article: string): Promise<void> {
  const { cache } = c.executionCtx as ExecutionContext;
  await cache?.purge({ tags: [cacheTag(article)] });
}

/**
 * Stops with `not-acceptable` when the client's `Accept` leaves out what is here; the most specific
 * range that covers it decides (RFC 9110, section 12.5.1).
 */
export function mustAccept(c: Context, type: string): void {
  const accept = c.req.header('Accept');
  if (!accept || accept === '*/*') return;
  const [bare = type] = type.split(';');
  const given = parseAccept(accept.toLowerCase());
  const [range] = [bare, bare.replace(/\/.*/, '/*'), '*/*'].flatMap((covering) =>
    given.filter((each) => each.type === covering),
  );
  if (!range?.q) raise({ tag: 'not-acceptable', type: bare });
}

export const JSON_TYPE = 'application/json; charset=utf-8';
export const CSV_TYPE = 'text/csv; charset=utf-8; header=present';
export const HTML_TYPE = 'text/html; charset=utf-8';

/** A value that is one reader's alone, as JSON. */
export const privately = (value: unknown): Body => ({
  body: JSON.stringify(value),
  type: JSON_TYPE,
  cache: CACHE.private,
});

/** Whether a list of entity tags names `etag`; `If-None-Match` compares weakly. */
function matches(header: string, etag: string): boolean {
  if (header === `"${etag}"`) return true;
  return header.trim() === '*' || entityTags(header).includes(etag);
}

/** The opaque parts of a list of entity tags, weak or strong. */
export function entityTags(header: string): string[] {
  return Array.from(header.matchAll(/(?:W\/)?"([^"]*)"/g), ([, tag = '']) => tag);
}
