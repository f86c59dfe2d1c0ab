import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { Poll } from '../../domain/article.ts';
import { toJson } from '../../domain/json.ts';
import type { Standings } from '../../domain/standings.ts';
import { callScoreboard, openSocket } from '../../storage/calls/scoreboard.ts';
import { ballotsCsv } from './ballot-list.ts';
import type { App } from '../context.ts';
import type { NamedPoll } from '../../storage/calls/objects.ts';
import { heldBallot, pollOf } from './named-poll.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { CACHE, CSV_TYPE, JSON_TYPE, send } from '../answers/send.ts';
import { describePoll } from './describe-poll.ts';
import { VOTER_HEADER } from '../voters/token.ts';

/** The WebSocket subprotocol; a voter token may be offered beside it, as browsers send no headers. */
const PROTOCOL = 'standpoint';

/** What anyone may read of a poll. */
export const polls = new Hono<App>()
  .get('/:article/polls/:poll', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const life = unwrap(await callScoreboard(c.env, named, (board) => board.life()));
    const own = await entitledStandings(c, named);
    const known = own === null ? life : { ...life, standings: own };
    return sendCounts(c, named.poll, await describePoll(c.env, named, known, own !== null));
  })
  .get('/:article/polls/:poll/standings', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const standings = (await entitledStandings(c, named)) ?? (await publicStandings(c, named));
    return sendCounts(c, named.poll, standings);
  })
  .get('/:article/polls/:poll/history', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const entitled = (await entitledStandings(c, named)) !== null;
    const history = await callScoreboard(c.env, named, (board) => board.history(entitled));
    return sendCounts(c, named.poll, unwrap(history));
  })
  .get('/:article/polls/:poll/integrity', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const integrity = await callScoreboard(c.env, named, (board) => board.integrity());
    return sendCounts(c, named.poll, unwrap(integrity));
  })
  .get('/:article/polls/:poll/ballots.csv', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const { final, state } = await publicStandings(c, named);
    if (!final) raise({ tag: 'poll-not-closed', state });
    const boxes = unwrap(await callScoreboard(c.env, named, (board) => board.boxes()));
    return send(c, {
      body: ballotsCsv(c.env, named.name, boxes),
      type: CSV_TYPE,
      cache: CACHE.published,
    });
  })
  .get('/:article/polls/:poll/live', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    if (c.req.header('Upgrade')?.toLowerCase() !== 'websocket') raise({ tag: 'upgrade-required' });
    const [protocol, token] = (c.req.header('Sec-WebSocket-Protocol') ?? '').split(/,\s*/);
    const entitled =
      named.poll.reveal === 'after-vote' && (await heldBallot(c, named, token)) !== null;
    const webSocket = unwrap(await openSocket(c.env, named, entitled));
    const headers = protocol === PROTOCOL ? { 'Sec-WebSocket-Protocol': PROTOCOL } : undefined;
    return new Response(null, { status: 101, webSocket, ...(headers && { headers }) });
  });

const publicStandings = async (c: Context<App>, named: NamedPoll) =>
  unwrap(await callScoreboard(c.env, named, (board) => board.standings()));

/** What only someone who has voted may see: `null` to anyone else, and where all see the same. */
async function entitledStandings(c: Context<App>, named: NamedPoll): Promise<Standings | null> {
  if (named.poll.reveal !== 'after-vote') return null;
  return (await heldBallot(c, named, c.req.header(VOTER_HEADER)))?.standings ?? null;
}

/** Counts that depend on who asks are nobody else's to keep. */
function sendCounts<T>(c: Context<App>, poll: Poll, value: T) {
  const cache = poll.reveal === 'after-vote' ? CACHE.private : CACHE.counts;
  return send(c, { body: toJson(value), type: JSON_TYPE, cache });
}
