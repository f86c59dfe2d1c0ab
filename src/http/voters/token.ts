import { createMiddleware } from 'hono/factory';
import type { VoterKeys } from '../../config.ts';
import { toBase64Url } from '../../crypto.ts';
import { fail, ok, type Result } from '../../domain/problem.ts';
import { configOf } from '../../env.ts';
import { unwrap } from '../answers/problem.ts';
import type { App } from '../context.ts';
import { readToken, signToken } from '../requests/signed-token.ts';

/** Bytes of a voter's random id, and their characters in base64url. */
const ID = { bytes: 16, characters: 22 };
/** How long a token is good for: seconds. Browsers keep nothing of a site's for longer. */
export const LIFETIME = 400 * 24 * 60 * 60;
/** The header that carries a voter token. */
export const VOTER_HEADER = 'Standpoint-Voter';

/** The voter's random id in base64url: 128 bits that say nothing of the reader. */
export type VoterId = string;

/** A voter, as a token says. */
export interface Voter {
  readonly id: VoterId;
  /** Whether the token is signed as it would be today; one that is not can be replaced. */
  readonly current: boolean;
}

/** A voter with a token that was just signed; `expires` is an ISO 8601 time. */
export interface IssuedVoter {
  readonly id: VoterId;
  readonly token: string;
  readonly expires: string;
}

/** What `voter()` leaves for handlers. */
export interface VoterVariables {
  voter: VoterId;
}

/** Makes a new voter. `now` is in epoch ms. */
export const mintVoter = (keys: VoterKeys, now: number): Promise<IssuedVoter> =>
  signVoter(keys, toBase64Url(crypto.getRandomValues(new Uint8Array(ID.bytes))), now);

/** Signs a token for a voter; it is good from `now` (epoch ms) on. */
export async function signVoter(keys: VoterKeys, id: VoterId, now: number): Promise<IssuedVoter> {
  const expires = Math.floor(now / 1000) + LIFETIME;
  return {
    id,
    token: await signToken(keys, 'voter', id, expires),
    expires: new Date(expires * 1000).toISOString(),
  };
}

/** Reads a token; answers `invalid-voter` with the reason. `now` is in epoch ms. */
export async function readVoter(
  keys: VoterKeys,
  token: string | undefined,
  now: number,
): Promise<Result<Voter>> {
  if (token === undefined || token === '') return fail({ tag: 'invalid-voter', reason: 'missing' });
  const read = await readToken(keys, 'voter', token, now);
  if (typeof read === 'string') return fail({ tag: 'invalid-voter', reason: read });
  const { subject: id, current } = read;
  if (id.length !== ID.characters) return fail({ tag: 'invalid-voter', reason: 'malformed' });
  return ok({ id, current });
}

/** The voter's id alone. */
export async function verifyVoter(
  keys: VoterKeys,
  token: string | undefined,
  now: number,
): Promise<Result<VoterId>> {
  const read = await readVoter(keys, token, now);
  return read.ok ? ok(read.value.id) : read;
}

/**
 * Lets only holders of a voter token through. Whose token is signed with an older key is sent one of
 * today for the same voter, so that a key can be taken away without anyone losing a vote.
 *
 * @example
 * app.put('/ballot', voter(), (c) => c.text(c.get('voter')))
 */
export const voter = () =>
  createMiddleware<App & { Variables: VoterVariables }>(async (c, next) => {
    const keys = unwrap(configOf(c.env).voterKeys);
    const token = c.req.header(VOTER_HEADER);
    const { id, current } = unwrap(await readVoter(keys, token, Date.now()));
    c.set('voter', id);
    await next();
    if (current) return;
    const renewed = await signVoter(keys, id, Date.now());
    c.res.headers.set(VOTER_HEADER, renewed.token);
  });
