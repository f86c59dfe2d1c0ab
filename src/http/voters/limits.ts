import { hmacKey, sha256, toHex } from '../../crypto.ts';
import { fail, ok, type Result } from '../../domain/problem.ts';
import { configOf, type Env } from '../../env.ts';
import { signingSecret } from '../requests/signed-token.ts';
import { networksOf } from './network.ts';
import type { VoterId } from './token.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Limits how many voters come from a network in a minute; answers `too-many-voters`. Each limiter
 * sees an HMAC over the day and the network, no address, and neither is stored: a whole office
 * shares one, so it says nothing of who votes. Where no limiter is bound or no address is known
 * there is nothing to limit. `now` is in epoch ms.
 */
export async function limitNewVoters(
  env: Env,
  address: string | undefined,
  now: number,
): Promise<Result<null>> {
  if (address === undefined) return ok(null);
  const day = Math.floor(now / DAY);
  const { voterKeys } = configOf(env);
  if (!voterKeys.ok) return voterKeys;
  const key = await hmacKey(signingSecret(voterKeys.value));
  // One after the other: what the narrow one refuses uses nothing up for all the others.
  for (const { name, limiter } of networksOf(address)) {
    const text = new TextEncoder().encode(`${day} ${name}`);
    const mac = await crypto.subtle.sign('HMAC', key, text);
    const { success } = (await env[limiter]?.limit({ key: toHex(new Uint8Array(mac)) })) ?? {
      success: true,
    };
    if (!success) return fail({ tag: 'too-many-voters' });
  }
  return ok(null);
}

/**
 * Limits how often one voter casts, changes or withdraws ballots; answers `too-many-ballots`. What the
 * limiter keeps does not lead back to the voter's id.
 */
export async function limitBallots(env: Env, voter: VoterId): Promise<Result<null>> {
  const { success } = (await env.BALLOT_LIMITER?.limit({ key: await sha256(voter) })) ?? {
    success: true,
  };
  return success ? ok(null) : fail({ tag: 'too-many-ballots' });
}
