import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { toJson } from '../../domain/json.ts';
import type { Standings } from '../../domain/standings.ts';
import { sha256 } from '../../crypto.ts';
import { callScoreboard, openSocket } from '../../storage/calls/scoreboard.ts';
import type { App } from '../context.ts';
import type { NamedPoll } from '../../storage/calls/objects.ts';
import { EVERYWHERE } from '../answers/headers.ts';
import { heldBallot, pollOf } from './named-poll.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { CACHE, JSON_TYPE, send } from '../answers/send.ts';
import { describe } from './described.ts';
import { VOTER_HEADER } from '../voters/token.ts';

/** The WebSocket subprotocol; a voter token may be offered beside it, as browsers send no headers. */
const PROTOCOL = 'standpoint';

/** What anyone may read of a poll. */
export const polls = new Hono<App>()
  .get('/:article/polls/:poll', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const own = await entitledStandings(c, named);
    const life = unwrap(await callScoreboard(c.env, named, (board) => board.life(own !== null)));
    const known = own === null ? life : { ...life, standings: own };
    return sendCounts(c, named, describe(named.poll, known), named.article.language);
  })
  .get('/:article/polls/:poll/standings', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const standings = (await entitledStandings(c, named)) ?? (await publicStandings(c, named));
    return sendCounts(c, named, standings);
  })
  .get('/:article/polls/:poll/history', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const entitled = (await entitledStandings(c, named)) !== null;
    const history = await callScoreboard(c.env, named, (board) => board.history(entitled));
    return sendCounts(c, named, unwrap(history));
  })
  .get('/:article/polls/:poll/integrity', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const entitled = (await entitledStandings(c, named)) !== null;
    const integrity = await callScoreboard(c.env, named, (board) => board.integrity(entitled));
    return sendCounts(c, named, unwrap(integrity));
  })
  .get('/:article/polls/:poll/live', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const upgrade = c.req.header('Upgrade')?.toLowerCase();
    if (c.req.method !== 'GET' || upgrade !== 'websocket') raise({ tag: 'upgrade-required' });
    const [protocol, token] = (c.req.header('Sec-WebSocket-Protocol') ?? '').split(/,\s*/);
    const entitled =
      named.poll.reveal === 'after-vote' && (await heldBallot(c, named, token)) !== null;
    const webSocket = unwrap(await openSocket(c.env, named, entitled));
    const headers = {
      ...EVERYWHERE,
      'Cache-Control': CACHE.private,
      ...(protocol === PROTOCOL && { 'Sec-WebSocket-Protocol': PROTOCOL }),
    };
    return new Response(null, { status: 101, webSocket, headers });
  });

const publicStandings = async (c: Context<App>, named: NamedPoll) =>
  unwrap(await callScoreboard(c.env, named, (board) => board.standings()));

/** What only someone who has voted may see: `null` to anyone else, and where all see the same. */
async function entitledStandings(c: Context<App>, named: NamedPoll): Promise<Standings | null> {
  if (named.poll.reveal !== 'after-vote') return null;
  return (await heldBallot(c, named, c.req.header(VOTER_HEADER)))?.standings ?? null;
}

/**
 * Sends counts. What tells them apart is all that they say but when they were read, so that they are
 * sent once while nothing changes. Those that depend on who asks are nobody else's to keep.
 */
async function sendCounts<T>(c: Context<App>, { poll }: NamedPoll, value: T, language?: string) {
  const mayDiffer = poll.reveal === 'after-vote';
  const lasting = JSON.stringify(value, (key, part: unknown) =>
    key === 'asOf' ? undefined : part,
  );
  return send(c, {
    body: toJson(value),
    type: JSON_TYPE,
    etag: await sha256(lasting),
    cache: mayDiffer ? CACHE.private : CACHE.counts,
    ...(mayDiffer && { vary: VOTER_HEADER }),
    ...(language !== undefined && { language }),
  });
}
