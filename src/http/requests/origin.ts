import type { Context } from 'hono';
import { configOf } from '../../env.ts';
import { unwrap } from '../answers/problem.ts';
import type { App } from '../context.ts';

/**
 * The origin that readers know the service by. What is made of it may be kept by a cache, which
 * does not tell apart by whatever Host a request has named.
 */
export const originOf = (c: Context<App>): string =>
  unwrap(configOf(c.env).publicOrigin) ?? new URL(c.req.url).origin;
