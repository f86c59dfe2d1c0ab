import { wire } from './client.ts';
import { load, type Sample } from './load.ts';
import type { Settings } from './settings.ts';
import { votersOf } from './voters.ts';
import type { Workerd } from './workerd.ts';

/** A poll to vote in. */
export interface Poll {
  readonly path: string;
  readonly outcomes: readonly string[];
}

/** The wire form of a ballot. */
export function ballot(workerd: Workerd, { path, outcomes }: Poll, voter: string, n = 0): string {
  const headers = { 'Standpoint-Voter': voter, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ outcome: outcomes[n % outcomes.length] });
  return wire(workerd.origin, 'PUT', `${path}/ballot`, headers, body);
}

/** Lets a round's voters vote, each once. Baselines are sent the very same requests. */
export async function vote(
  workerd: Workerd,
  poll: Poll,
  settings: Settings,
  round: number,
): Promise<Sample> {
  const voters = await votersOf(round, settings.seconds);
  let n = 0;
  const next = () => {
    const voter = voters[n++];
    return voter === undefined ? undefined : ballot(workerd, poll, voter, n);
  };
  return load({ ...settings, origin: workerd.origin, expect: [200, 201], next });
}
