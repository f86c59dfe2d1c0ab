import { createMiddleware } from 'hono/factory';
import { sha256 } from '../../crypto.ts';
import type { App, Role } from '../context.ts';
import { configOf } from '../../env.ts';
import { raise, unwrap } from '../answers/problem.ts';

const encoder = new TextEncoder();

/**
 * Lets editors through, and whose token has one of the `others`; the handler finds which in
 * `c.get('roles')`. The Worker knows hashes of tokens, never a token, and compares them in constant
 * time.
 *
 * @example
 * app.post('/polls/:poll/close', editor(), close)
 */
export const editor = (...others: readonly Exclude<Role, 'editor'>[]) =>
  createMiddleware<App>(async (c, next) => {
    const [, token] = /^Bearer +([^ ]+)$/i.exec(c.req.header('Authorization') ?? '') ?? [];
    if (token === undefined) raise({ tag: 'editor-unauthorized' });
    const offered = encoder.encode(await sha256(token));
    const { editorHashes, reviewedHashes } = configOf(c.env);
    const known = { editor: editorHashes, reviewed: reviewedHashes };
    const roles = new Set(
      (['editor', ...others] as const).filter((role) => {
        const same = unwrap(known[role]).filter((hash) => isSame(encoder.encode(hash), offered));
        return same.length > 0;
      }),
    );
    if (roles.size === 0) raise({ tag: 'editor-unauthorized' });
    c.set('roles', roles);
    await next();
  });

const isSame = (one: Uint8Array, other: Uint8Array) =>
  one.byteLength === other.byteLength && crypto.subtle.timingSafeEqual(one, other);
