import { fail, ok, type Result } from '../../domain/problem.ts';
import { type Remote, remote } from '../durable.ts';
import { definitionOf } from '../protocol.ts';
import type { Scoreboard } from '../scoreboard/scoreboard.ts';
import type { NamedPoll, Objects } from './objects.ts';
import { reach } from './reach.ts';

/**
 * Asks something of a poll's objects that they answer with `null` where nobody has told the scoreboard
 * what the poll is: a former service told it nothing. Then it is told, and asked again; a poll that
 * has been taken out of what is published stays `poll-not-found`.
 */
export async function askDefined<T>(
  objects: Objects,
  { name, poll }: NamedPoll,
  ask: () => Promise<Result<T | null>>,
): Promise<Result<T>> {
  const answer = await ask();
  if (!answer.ok) return answer;
  if (answer.value !== null) return ok(answer.value);
  const definition = await definitionOf(poll);
  const introduced = await reach(() =>
    remote<Scoreboard>(objects.SCOREBOARD, name).introduce(definition),
  );
  if (!introduced.ok) return introduced;
  const again = await ask();
  if (!again.ok) return again;
  if (again.value !== null) return ok(again.value);
  return fail({ tag: 'poll-not-found', article: name.slice(0, name.indexOf('/')), poll: poll.id });
}

/** Calls the scoreboard of a poll. The call must be idempotent: it may be made again. */
export const callScoreboard = <T>(
  objects: Objects,
  named: NamedPoll,
  call: (scoreboard: Remote<Scoreboard>) => Promise<T | null>,
): Promise<Result<T>> =>
  askDefined(objects, named, () =>
    reach(() => call(remote<Scoreboard>(objects.SCOREBOARD, named.name))),
  );

/** Opens a reader's socket at the scoreboard; answers `too-many-sockets` when it has no room. */
export async function openSocket(
  objects: Objects,
  named: NamedPoll,
  entitled: boolean,
): Promise<Result<WebSocket>> {
  const url = new URL('https://scoreboard/live');
  if (entitled) url.searchParams.set('entitled', '');
  const headers = { Upgrade: 'websocket' };
  const answer = await askDefined(objects, named, () =>
    reach(async () => {
      const opened = await objects.SCOREBOARD.getByName(named.name).fetch(url, { headers });
      return opened.status === 404 ? null : opened;
    }),
  );
  if (!answer.ok) return answer;
  const { webSocket } = answer.value;
  return webSocket === null ? fail({ tag: 'too-many-sockets' }) : ok(webSocket);
}
