import { fail, ok, type Result } from '../../domain/problem.ts';
import { type Remote, remote } from '../durable.ts';
import { definitionOf, type Known } from '../protocol.ts';
import type { Scoreboard } from '../scoreboard/scoreboard.ts';
import type { NamedPoll, Objects, Votable } from './objects.ts';
import { reach, type Reaching } from './reach.ts';

/**
 * Asks something of a poll's objects that they answer with `null` where nobody has told the scoreboard
 * what the poll is: a former service told it nothing. Then it is told, and asked again; a poll that
 * has been taken out of what is published stays `poll-not-found`.
 */
export async function askDefined<T>(
  objects: Objects,
  { name, poll }: Votable,
  ask: () => Promise<Result<T | null>>,
): Promise<Result<T>> {
  const answer = await ask();
  if (!answer.ok) return answer;
  if (answer.value !== null) return ok(answer.value);
  const [article = '', id = ''] = name.split('/');
  const nobody = fail({ tag: 'poll-not-found', article, poll: id });
  if (!('question' in poll)) return nobody;
  const definition = await definitionOf(poll);
  const introduced = await reach(() =>
    remote<Scoreboard>(objects.SCOREBOARD, name).introduce(definition),
  );
  if (!introduced.ok) return introduced;
  const again = await ask();
  if (!again.ok) return again;
  return again.value === null ? nobody : ok(again.value);
}

/** Calls the scoreboard of a poll. The call must be idempotent: it may be made again. */
export const callScoreboard = <T>(
  objects: Objects,
  named: NamedPoll,
  call: (scoreboard: Remote<Scoreboard>) => Promise<T | null>,
  reaching?: Reaching,
): Promise<Result<T>> =>
  askDefined(objects, named, () =>
    reach(() => call(remote<Scoreboard>(objects.SCOREBOARD, named.name)), reaching),
  );

/** What a poll, `article/poll`, is by its scoreboard; `null` where nobody has told it. */
export const lookAt = (objects: Objects, name: string): Promise<Result<Known | null>> =>
  reach(async (): Promise<Known | null> => remote<Scoreboard>(objects.SCOREBOARD, name).look());

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
