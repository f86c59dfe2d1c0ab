import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { App } from '../context.ts';
import { EVERYWHERE } from '../answers/headers.ts';
import { CACHE } from '../answers/send.ts';

/** The addresses of pages, each in its one form. */
const PAGE = /^\/(?:articles\/[a-z0-9-]+(?:\/card\.png)?|embed\/[a-z0-9-]+(?:\/challenge)?)?$/;

/** A segment that means the place it is in, or the one above. */
const DOTS = /\/\.{1,2}(?:\/|$)/;

/**
 * Sends who asks for a page by another form of its address on to the one it has; `null` for all
 * others. Another form has slashes doubled or at its end, capitals, dots, or characters encoded in vain.
 */
export function toCanonical(c: Context): Response | null {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return null;
  const { pathname, search } = new URL(c.req.url);
  const path = decoded(pathname)
    .replaceAll(/\/+/g, '/')
    .replace(/(.)\/$/, '$1')
    .toLowerCase();
  // It is one of the above, so it leads to no other host, and no further.
  const isOther = path !== pathname || DOTS.test(c.req.path);
  if (!isOther || !PAGE.test(path)) return null;
  const headers = { ...EVERYWHERE, Location: path + search, 'Cache-Control': CACHE.published };
  return new Response(null, { status: 308, headers });
}

/** Lets only those through who ask for a page by its one address. */
export const canonical = createMiddleware<App>(async (c, next) => toCanonical(c) ?? next());

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
