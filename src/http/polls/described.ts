import { methodOf } from '../../domain/method.ts';
import type { Env } from '../../env.ts';
import { callScoreboard } from '../../storage/calls/scoreboard.ts';
import type { Life } from '../../storage/scoreboard/scoreboard.ts';
import { unwrap } from '../answers/problem.ts';
import type { NamedPoll } from './named-poll.ts';

const dated = <T extends { readonly at: number }>(event: T) => ({
  ...event,
  at: new Date(event.at).toISOString(),
});

/** When a poll was closed, which may be before its time: ISO 8601. */
export const closedAt = (log: Life['log']): string | undefined =>
  log.map(dated).find(({ event }) => event === 'closed')?.at;

/**
 * A poll as it is published, with where it stands, how it ended, and what must be said of its
 * result. `entitled` says whether who asks may see what others do not yet.
 */
export async function describe(
  env: Env,
  { name, poll }: NamedPoll,
  { standings, resolution, log }: Life,
  entitled: boolean,
) {
  const history = await callScoreboard(env, name, (board) => board.history(name, entitled));
  return {
    ...poll,
    resolution: { ...poll.resolution, ...(resolution && dated(resolution)), log: log.map(dated) },
    standings,
    method: methodOf(poll, standings, unwrap(history), closedAt(log)),
  };
}
