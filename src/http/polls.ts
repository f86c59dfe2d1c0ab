import { Hono } from 'hono';
import { findPoll, type Poll } from '../domain/article.ts';
import { BallotSchema, type Standings } from '../domain/standings.ts';
import { remote } from '../storage/durable.ts';
import type { Scoreboard } from '../storage/scoreboard.ts';
import { storedArticle } from './articles.ts';
import type { App } from './context.ts';
import { raise, unwrap } from './problem.ts';
import { CACHE, JSON_TYPE, send } from './respond.ts';
import { json, jsonBody } from './validate.ts';
import { mintVoter, voter } from './voter.ts';

/** Bytes of a ballot. */
const MAX_BALLOT_BYTES = 1024;
/** A poll has one box. */
const BOX = 0;

const privately = (value: unknown) =>
  ({ body: JSON.stringify(value), type: JSON_TYPE, cache: CACHE.private }) as const;

/** Tokens for new voters. */
export const voters = new Hono<App>().post('/', async (c) =>
  send(c, privately(await mintVoter(c.env.VOTER_KEYS, Date.now())), 201),
);

/** One poll: its definition, its standings and a voter's ballot. */
export const polls = new Hono<App>()
  .get('/:article/:poll', async (c) => {
    const { name, poll } = await pollOf(c.env.POSITIONS, c.req.param());
    const standings = await remote<Scoreboard>(c.env.SCOREBOARD, name).standings(name);
    const body = JSON.stringify({ ...poll, standings });
    return send(c, { body, type: JSON_TYPE, cache: CACHE.counts });
  })
  .get('/:article/:poll/standings', async (c) => {
    const { name } = await pollOf(c.env.POSITIONS, c.req.param());
    const standings = await remote<Scoreboard>(c.env.SCOREBOARD, name).standings(name);
    return send(c, { body: JSON.stringify(standings), type: JSON_TYPE, cache: CACHE.counts });
  })
  .put(
    '/:article/:poll/ballot',
    voter(),
    jsonBody(MAX_BALLOT_BYTES),
    json(BallotSchema),
    async (c) => {
      const { name } = await pollOf(c.env.POSITIONS, c.req.param());
      const { outcome } = c.req.valid('json');
      const cast = await boxOf(c.env, name).cast(name, BOX, c.get('voter'), outcome);
      const { first, ...ballot } = unwrap(cast);
      return send(c, privately(ballot), first ? 201 : 200);
    },
  )
  .get('/:article/:poll/ballot', voter(), async (c) => {
    const { name } = await pollOf(c.env.POSITIONS, c.req.param());
    const ballot = unwrap(await boxOf(c.env, name).find(name, BOX, c.get('voter')));
    return send(c, privately(ballot));
  })
  .delete('/:article/:poll/ballot', voter(), async (c) => {
    const { name } = await pollOf(c.env.POSITIONS, c.req.param());
    unwrap(await boxOf(c.env, name).withdraw(name, BOX, c.get('voter')));
    return c.body(null, 204, { 'Cache-Control': CACHE.private });
  });

/** One voter's ballot in the poll called `name`, wherever it is kept. */
export function ballotOf(env: App['Bindings'], name: string, voterId: string) {
  const box = boxOf(env, name);
  return {
    cast: (outcome: string) => box.cast(name, BOX, voterId, outcome),
    find: () => box.find(name, BOX, voterId),
    withdraw: () => box.withdraw(name, BOX, voterId),
  };
}

/** What anyone may see of a poll's counts. */
export const standingsOf = (env: App['Bindings'], name: string): Promise<Standings> =>
  remote<Scoreboard>(env.SCOREBOARD, name).standings(name);

const boxOf = (env: App['Bindings'], name: string) => env.BALLOT_BOX.getByName(`${name}/${BOX}`);

/** The published poll and the name of its objects, or the request stops. */
export async function pollOf(
  kv: KVNamespace,
  ids: { readonly article: string; readonly poll: string },
): Promise<{ readonly name: string; readonly poll: Poll }> {
  const { article } = (await storedArticle(kv, ids.article)).published();
  const poll = findPoll(article, ids.poll) ?? raise({ tag: 'poll-not-found', ...ids });
  return { name: `${article.id}/${poll.id}`, poll };
}
