import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { Poll } from '../../domain/article.ts';
import { toJson } from '../../domain/json.ts';
import { sha256 } from '../../crypto.ts';
import { findReceipt } from '../../storage/calls/box.ts';
import type { NamedPoll } from '../../storage/calls/objects.ts';
import { callScoreboard } from '../../storage/calls/scoreboard.ts';
import type { App } from '../context.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { CACHE, CSV_TYPE, hasAlready, JSON_TYPE, send } from '../answers/send.ts';
import { ballotsCsv } from './ballots-csv.ts';
import { pollOf } from './named-poll.ts';

const RECEIPT = /^[0-9a-f]{32}$/;
/** Part of the list's ETag: it changes when the same ballots are written in another way. */
const FORM = 1;

/** The public ballot list of a final poll, and one ballot of it by its receipt. */
export const ballotList = new Hono<App>()
  .get('/:article/polls/:poll/ballots.csv', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const list = {
      type: CSV_TYPE,
      etag: `${FORM}.${await finalAt(c, named)}`,
      cache: CACHE.final,
      tag: c.req.param('article'),
    };
    const body = hasAlready(c, list) ? '' : ballotsCsv(c.env, named.name, await boxesOf(c, named));
    return send(c, { ...list, body });
  })
  .get('/:article/polls/:poll/ballots/:receipt', async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    await finalAt(c, named);
    const receipt = c.req.param('receipt');
    if (!RECEIPT.test(receipt)) raise({ tag: 'receipt-not-found' });
    const boxes = await boxesOf(c, named);
    const outcome = unwrap(await findReceipt(c.env, named.name, boxes, receipt));
    const body = toJson({ receipt, outcome });
    const tag = c.req.param('article');
    return send(c, { body, type: JSON_TYPE, etag: await sha256(body), cache: CACHE.final, tag });
  });

/**
 * When polls became final (epoch ms), by the poll as this isolate's memory of its article has it.
 * Nothing changes afterwards, so a scoreboard is asked once.
 */
const finals = new WeakMap<Poll, number>();

/** When the poll became final, or the request stops: until then there is no list. */
async function finalAt(c: Context<App>, named: NamedPoll): Promise<number> {
  const known = finals.get(named.poll);
  if (known !== undefined) return known;
  const life = unwrap(await callScoreboard(c.env, named, (board) => board.life(false)));
  const final = life.log.find(({ event }) => event === 'final');
  if (final === undefined) raise({ tag: 'poll-not-closed', state: life.standings.state });
  finals.set(named.poll, final.at);
  return final.at;
}

const boxesOf = async (c: Context<App>, named: NamedPoll): Promise<number[]> =>
  unwrap(await callScoreboard(c.env, named, (board) => board.boxes()));
