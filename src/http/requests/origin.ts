import type { Context } from 'hono';
import type { App } from '../context.ts';

/**
 * The origin that answers call this service by. Where one is set it is that, whatever host a request
 * came to: Cloudflare's cache in front of a Worker knows paths and no hosts, so an answer that is
 * made for one of its hosts is sent to all of them.
 */
export const originOf = (c: Context<App>): string =>
  c.env.PUBLIC_ORIGIN ?? new URL(c.req.url).origin;
