import { fail, ok, type Result } from '../../domain/problem.ts';
import { type Remote, remote } from '../durable.ts';
import type { Objects } from './objects.ts';
import { reach, type Reaching } from './reach.ts';
import type { Scoreboard } from '../scoreboard/scoreboard.ts';

/** Calls the scoreboard of a poll, `article/poll`. */
export const callScoreboard = <T>(
  objects: Objects,
  poll: string,
  call: (scoreboard: Remote<Scoreboard>) => Promise<T>,
  reaching?: Reaching,
): Promise<Result<T>> => reach(() => call(remote<Scoreboard>(objects.SCOREBOARD, poll)), reaching);

/** Opens a reader's socket at the scoreboard; answers `too-many-sockets` when it has no room. */
export async function openSocket(
  objects: Objects,
  poll: string,
  entitled: boolean,
): Promise<Result<WebSocket>> {
  const url = new URL('https://scoreboard/live');
  url.searchParams.set('poll', poll);
  if (entitled) url.searchParams.set('entitled', '');
  const headers = { Upgrade: 'websocket' };
  const answer = await reach(() => objects.SCOREBOARD.getByName(poll).fetch(url, { headers }));
  if (!answer.ok) return answer;
  const { webSocket } = answer.value;
  return webSocket === null ? fail({ tag: 'too-many-sockets' }) : ok(webSocket);
}
