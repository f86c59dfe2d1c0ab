import type { Context } from 'hono';
import { fail, ok, type Result } from '../../domain/problem.ts';
import type { App } from '../context.ts';
import { configOf } from '../../env.ts';
import { unwrap } from '../answers/problem.ts';
import { comesFromUs, originOf } from '../requests/origin.ts';
import { challengeOf, checkChallenge } from './challenge.ts';
import { keepVoter, ownVoter } from './cookie.ts';
import { limitNewVoters } from './limits.ts';
import {
  type IssuedVoter,
  mintVoter,
  readVoter,
  signVoter,
  VOTER_HEADER,
  type Voter,
} from './token.ts';

/** The voter who asks: of the cookie on pages of this service, else of the header; or `null`. */
export const knownVoter = async (c: Context<App>): Promise<Voter | null> =>
  (await ownVoter(c)) ?? headerVoter(c);

async function headerVoter(c: Context<App>): Promise<Voter | null> {
  const keys = unwrap(configOf(c.env).voterKeys);
  const voter = await readVoter(keys, c.req.header(VOTER_HEADER), Date.now());
  return voter.ok ? voter.value : null;
}

/**
 * The one way to a voter token, for programs, forms, pages, frames and elements. Who has a good one
 * is given one of today for the same voter; a new voter passes the limiters and, where one is set,
 * the challenge: `solved` is its token. On pages of this service the browser keeps it as a cookie.
 */
export async function issueVoter(
  c: Context<App>,
  solved: string | undefined,
): Promise<Result<IssuedVoter & { readonly isNew: boolean }>> {
  const own = await ownVoter(c);
  const known = own ?? (await headerVoter(c));
  const issued =
    known === null
      ? await newVoter(c, solved)
      : ok(await signVoter(unwrap(configOf(c.env).voterKeys), known.id, Date.now()));
  if (!issued.ok) return issued;
  if (comesFromUs(c) && own?.current !== true) keepVoter(c, issued.value);
  return ok({ ...issued.value, isNew: known === null });
}

async function newVoter(c: Context<App>, solved: string | undefined): Promise<Result<IssuedVoter>> {
  const now = Date.now();
  const challenge = unwrap(challengeOf(c.env));
  // Without an answer there is nothing to ask Cloudflare, and nothing to count.
  if (challenge !== null && !solved) return fail({ tag: 'challenge-failed' });
  const within = await limitNewVoters(c.env, c.req.header('CF-Connecting-IP'), now);
  if (!within.ok) return within;
  if (challenge !== null) {
    const { hostname } = new URL(originOf(c));
    const checked = await checkChallenge(challenge.secret, solved ?? '', hostname);
    if (!checked.ok) return checked;
  }
  return ok(await mintVoter(unwrap(configOf(c.env).voterKeys), now));
}
