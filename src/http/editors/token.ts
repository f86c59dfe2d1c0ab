import { createMiddleware } from 'hono/factory';
import { sha256 } from '../../crypto.ts';
import type { App } from '../context.ts';
import { configOf } from '../../env.ts';
import { raise, unwrap } from '../answers/problem.ts';

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
    const known = unwrap(configOf(c.env).editorHashes).map((hash) => encoder.encode(hash));
    const accepted = known.filter(
      (hash) =>
        hash.byteLength === offered.byteLength && crypto.subtle.timingSafeEqual(hash, offered),
    );
    if (accepted.length === 0) raise({ tag: 'editor-unauthorized' });
    await next();
  });
