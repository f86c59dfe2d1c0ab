import type { MiddlewareHandler } from 'hono';
import { Hono } from 'hono/tiny';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { configOf, type Env } from '../../env.ts';
import { hmacKey, toHex } from '../../crypto.ts';
import type { App } from '../context.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { answers } from '../requests/accept.ts';
import { ChallengeSchema, MAX_CHALLENGE_BYTES } from '../requests/schemas.ts';
import { JSON_TYPE, privately, send } from '../answers/send.ts';
import { json, jsonBody } from '../requests/validate.ts';
import { mintVoter, signingSecret } from './token.ts';

const SITEVERIFY = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';
const DAY = 24 * 60 * 60 * 1000;

/** Whether a solved challenge is genuine. */
export type VerifyChallenge = (env: Env, token: string) => Promise<boolean>;

/** Asks Cloudflare about a Turnstile token. It is told nothing of the reader. */
export const askTurnstile: VerifyChallenge = async (env, response) => {
  const secret = unwrap(configOf(env).turnstile)?.secret ?? '';
  const body = new URLSearchParams({ secret, response });
  const answer = await fetch(SITEVERIFY, { method: 'POST', body });
  const { success } = await answer.json<{ success?: boolean }>();
  return success === true;
};

/**
 * Limits how many tokens a network gets in a minute. The limiter sees an HMAC over the day and the
 * network, no address, and neither is stored: a whole office shares one, so it says nothing of who
 * votes. Where no limiter is bound or no address is known there is nothing to limit.
 */
const limited = createMiddleware<App>(async (c, next) => {
  const address = c.req.header('CF-Connecting-IP');
  if (c.env.MINT_LIMITER === undefined || address === undefined) return next();
  const day = Math.floor(Date.now() / DAY);
  const key = await hmacKey(signingSecret(unwrap(configOf(c.env).voterKeys)));
  const text = new TextEncoder().encode(`${day} ${networkOf(address)}`);
  const mac = await crypto.subtle.sign('HMAC', key, text);
  const { success } = await c.env.MINT_LIMITER.limit({ key: toHex(new Uint8Array(mac)) });
  if (!success) raise({ tag: 'too-many-voters' });
  return next();
});

/** Tokens for new voters; `verify` is replaced in tests. */
export const makeVoters = (verify: VerifyChallenge) => {
  const limitBody = jsonBody(MAX_CHALLENGE_BYTES);
  const readBody: MiddlewareHandler = json(ChallengeSchema);
  const solved = createMiddleware<App>(async (c, next) => {
    const { turnstile } = v.parse(ChallengeSchema, await c.req.json());
    if (!(await verify(c.env, turnstile))) raise({ tag: 'challenge-failed' });
    await next();
  });
  /** Where no challenge is set a new voter sends nothing. */
  const challenged = createMiddleware<App>((c, next) =>
    unwrap(configOf(c.env).turnstile) === null
      ? next()
      : limitBody(
          c,
          async () => void (await readBody(c, async () => void (await solved(c, next)))),
        ),
  );
  return new Hono<App>().post('/', answers(JSON_TYPE), limited, challenged, async (c) =>
    send(c, privately(await mintVoter(unwrap(configOf(c.env).voterKeys), Date.now())), 201),
  );
};

/** The part of an address that its network shares: an IPv4 /24, an IPv6 /48. */
export function networkOf(address: string): string {
  const parts = address.split(address.includes(':') ? ':' : '.');
  if (!address.includes(':')) return parts.slice(0, 3).join('.');
  const [head = ''] = address.split('::');
  const groups = (address.includes('::') ? [...head.split(':'), '0', '0', '0'] : parts).slice(0, 3);
  return groups.map((group) => Number.parseInt(group || '0', 16).toString(16)).join(':');
}
