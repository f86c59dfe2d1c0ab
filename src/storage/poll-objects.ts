import { fail, ok, type Problem, type Result } from '../domain/problem.ts';
import type { BallotBox } from './ballot-box.ts';
import { boxOf } from './boxes.ts';
import { type Remote, remote } from './durable.ts';
import type { Env } from './env.ts';
import { reach } from './reach.ts';
import type { Scoreboard } from './scoreboard.ts';

/** Calls the scoreboard of a poll, `article/poll`. */
export const callScoreboard = <T>(
  env: Env,
  poll: string,
  call: (scoreboard: Remote<Scoreboard>) => Promise<T>,
): Promise<Result<T>> => reach(() => call(remote<Scoreboard>(env.SCOREBOARD, poll)));

/** What a box answers, over RPC: the type of a result is lost in the stub's. */
type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** Calls the box that a voter's ballot belongs in, of a poll that has `boxes`. */
export async function callBox<T>(
  env: Env,
  poll: string,
  boxes: number,
  voter: string,
  call: (box: DurableObjectStub<BallotBox>, index: number) => Promise<Answer<T>>,
): Promise<Result<T>> {
  const index = boxOf(voter, boxes);
  const answer = await reach(() => call(env.BALLOT_BOX.getByName(`${poll}/${index}`), index));
  if (!answer.ok) return answer;
  return answer.value.ok ? ok(answer.value.value) : fail(answer.value.problem);
}

/** Opens a reader's socket at the scoreboard; answers `too-many-sockets` when it has no room. */
export async function openSocket(
  env: Env,
  poll: string,
  entitled: boolean,
): Promise<Result<WebSocket>> {
  const url = new URL('https://scoreboard/live');
  url.searchParams.set('poll', poll);
  if (entitled) url.searchParams.set('entitled', '');
  const headers = { Upgrade: 'websocket' };
  const answer = await reach(() => env.SCOREBOARD.getByName(poll).fetch(url, { headers }));
  if (!answer.ok) return answer;
  const { webSocket } = answer.value;
  return webSocket === null ? fail({ tag: 'too-many-sockets' }) : ok(webSocket);
}
