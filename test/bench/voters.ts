import { readConfig } from '../../src/config.ts';
import { unwrap } from '../../src/http/answers/problem.ts';
import { mintVoter } from '../../src/http/voters/token.ts';
import { VOTER_KEYS } from './targets.ts';

/** Requests a second that no load here reaches: so many voters are made for each of its seconds. */
const FASTEST = 8_000;

const keys = unwrap(readConfig({ VOTER_KEYS }).voterKeys);
const made: string[][] = [];

/**
 * The voters of a round: nobody votes twice in a box, and every box sees the same ones. They are
 * made before the load, with the service's own key, so that minting is not measured.
 */
export async function votersOf(round: number, seconds: number): Promise<readonly string[]> {
  const known = made[round];
  if (known !== undefined) return known;
  const tokens = await votersFor(Math.ceil(FASTEST * seconds));
  made[round] = tokens;
  return tokens;
}

/** So many voters who have not voted anywhere. */
export async function votersFor(count: number): Promise<string[]> {
  const minted = Array.from({ length: count }, () => mintVoter(keys, Date.now()));
  return (await Promise.all(minted)).map(({ token }) => token);
}
