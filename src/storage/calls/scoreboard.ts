import { fail, ok, type Result } from '../../domain/problem.ts';
import { type Remote, remote } from '../durable.ts';
import type { NamedPoll, Objects } from './objects.ts';
import { reach } from './reach.ts';
import type { Scoreboard } from '../scoreboard/scoreboard.ts';

/** Calls the scoreboard of a poll. */
export const callScoreboard = <T>(
  objects: Objects,
  { name }: NamedPoll,
  call: (scoreboard: Remote<Scoreboard>) => Promise<T>,
): Promise<Result<T>> => reach(() => call(remote<Scoreboard>(objects.SCOREBOARD, name)));

/** Opens a reader's socket at the scoreboard; answers `too-many-sockets` when it has no room. */
export async function openSocket(
  objects: Objects,
  { name }: NamedPoll,
  entitled: boolean,
): Promise<Result<WebSocket>> {
  const url = new URL('https://scoreboard/live');
  if (entitled) url.searchParams.set('entitled', '');
  const headers = { Upgrade: 'websocket' };
  const answer = await reach(() => objects.SCOREBOARD.getByName(name).fetch(url, { headers }));
  if (!answer.ok) return answer;
  const { webSocket } = answer.value;
  return webSocket === null ? fail({ tag: 'too-many-sockets' }) : ok(webSocket);
}
