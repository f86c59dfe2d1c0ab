import { createMiddleware } from 'hono/factory';
import { sha256 } from '../../crypto.ts';
import type { App } from '../context.ts';
import { raise } from '../answers/problem.ts';

/** Tokens that may be in use at once, so that one can be replaced without a gap. */
const MAX_TOKENS = 2;
const encoder = new TextEncoder();

/**
 * Lets only editors through. The Worker knows hashes of tokens, never a token, and compares them
 * in constant time.
 *
 * @example
 * app.put('/articles/:article', editor(), publish)
 */
export const editor = () =>
  createMiddleware<App>(async (c, next) => {
    const [, token] = /^Bearer +([^ ]+)$/i.exec(c.req.header('Authorization') ?? '') ?? [];
    if (token === undefined) raise({ tag: 'editor-unauthorized' });
    const offered = encoder.encode(await sha256(token));
    const known = c.env.EDITOR_TOKEN_HASHES.split(',', MAX_TOKENS).map((hash) =>
      encoder.encode(hash.trim().toLowerCase()),
    );
    const accepted = known.filter(
      (hash) =>
        hash.byteLength === offered.byteLength && crypto.subtle.timingSafeEqual(hash, offered),
    );
    if (accepted.length === 0) raise({ tag: 'editor-unauthorized' });
    await next();
  });
