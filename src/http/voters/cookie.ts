import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { configOf } from '../../env.ts';
import type { App } from '../context.ts';
import { comesFromUs } from '../requests/origin.ts';
import { type IssuedVoter, LIFETIME, readVoter, type Voter } from './token.ts';

/** `__Host-standpoint-voter`, the voter token of a browser on the service's own pages. */
const COOKIE = 'standpoint-voter';
const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/;
/** WebKit, which others name too. */
const WEBKIT = /AppleWebKit(?!.*Chrom)/;

/**
 * Whether a browser would drop a Secure cookie of this service: WebKit does so over plain HTTP, also
 * on the reader's own machine, where all others take it. Anywhere else plain HTTP gets no cookie.
 */
function dropsSecure(c: Context): boolean {
  const { protocol, hostname } = new URL(c.req.url);
  const plain = protocol === 'http:' && LOOPBACK.test(hostname);
  return plain && WEBKIT.test(c.req.header('User-Agent') ?? '');
}

/** The voter of the cookie; `null` where there is none or it is no longer good. */
export async function cookieVoter(c: Context<App>): Promise<Voter | null> {
  const token = dropsSecure(c) ? getCookie(c, COOKIE) : getCookie(c, COOKIE, 'host');
  const { voterKeys } = configOf(c.env);
  if (!voterKeys.ok) return null;
  const voter = await readVoter(voterKeys.value, token, Date.now());
  return voter.ok ? voter.value : null;
}

/** The voter of the cookie, where a page of this service asks: no other page can speak for it. */
export const ownVoter = async (c: Context<App>): Promise<Voter | null> =>
  comesFromUs(c) ? cookieVoter(c) : null;

/**
 * Lets the browser keep a voter. The cookie is Lax, not Strict, so that a reader who comes by a link
 * from elsewhere sees their ballot; forms from elsewhere never get it.
 */
export function keepVoter(c: Context, { token }: IssuedVoter): void {
  const secure = !dropsSecure(c);
  setCookie(c, COOKIE, token, {
    ...(secure ? { prefix: 'host', secure } : {}),
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: LIFETIME,
  });
}
