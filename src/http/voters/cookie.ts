import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { App } from '../context.ts';
import { configOf } from '../../env.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { mintVoter, verifyVoter } from './token.ts';

/** `__Host-standpoint-voter`, the voter token of a browser that votes without JavaScript. */
const COOKIE = 'standpoint-voter';
/** How long browsers keep it: seconds; 400 days is their limit and the token's own life. */
const MAX_AGE = 400 * 24 * 60 * 60;

/** The voter of the cookie; `null` where there is none or it is no longer good. */
export async function cookieVoter(c: Context<App>): Promise<string | null> {
  const token = getCookie(c, COOKIE, 'host');
  const { voterKeys } = configOf(c.env);
  if (!voterKeys.ok) return null;
  const voter = await verifyVoter(voterKeys.value, token, Date.now());
  return voter.ok ? voter.value : null;
}

/**
 * The voter of the cookie, made and set where there is none. It is Lax, not Strict, so that a
 * reader who comes by a link from elsewhere sees their ballot; forms from elsewhere never get it.
 */
export async function ensureCookieVoter(c: Context<App>): Promise<string> {
  const known = await cookieVoter(c);
  if (known !== null) return known;
  const keys = unwrap(configOf(c.env).voterKeys);
  const { token } = await mintVoter(keys, Date.now());
  setCookie(c, COOKIE, token, {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: MAX_AGE,
  });
  const minted = await verifyVoter(keys, token, Date.now());
  return minted.ok ? minted.value : raise(minted.problem);
}

/** Stops a form that another site sent: a browser says where a form comes from, or it is refused. */
export function mustBeOurForm(c: Context): void {
  const site = c.req.header('Sec-Fetch-Site');
  const origin = c.req.header('Origin');
  const ours = origin === new URL(c.req.url).origin;
  if (site === undefined ? !ours : site !== 'same-origin' || (origin !== undefined && !ours)) {
    raise({ tag: 'foreign-form' });
  }
}
