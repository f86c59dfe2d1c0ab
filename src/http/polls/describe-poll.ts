import type { Life } from '../../domain/poll-life.ts';
import type { NamedPoll, Objects } from '../../storage/calls/objects.ts';
import { callScoreboard } from '../../storage/calls/scoreboard.ts';
import { unwrap } from '../answers/problem.ts';
import { type DescribedPoll, describe } from './described.ts';

/** A poll described. `entitled` says whether who asks may see what others do not yet. */
export async function describePoll(
  objects: Objects,
  named: NamedPoll,
  life: Life,
  entitled: boolean,
): Promise<DescribedPoll> {
  const history = await callScoreboard(objects, named, (board) => board.history(entitled));
  return describe(named.poll, life, unwrap(history));
}
