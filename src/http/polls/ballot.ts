import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { BallotSchema } from '../../domain/standings.ts';
import type { App } from '../context.ts';
import { EVERYWHERE } from '../answers/headers.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import { type PollInArticle, pollOf } from './named-poll.ts';
import { unwrap } from '../answers/problem.ts';
import { answers } from '../requests/accept.ts';
import { MAX_BALLOT_BYTES } from '../requests/schemas.ts';
import { CACHE, JSON_TYPE, privately, send } from '../answers/send.ts';
import { json, jsonBody } from '../requests/validate.ts';
import { mustBeEmbedder } from '../requests/origin.ts';
import { limitBallots } from '../voters/limits.ts';
import { voter, VOTER_HEADER, type VoterVariables } from '../voters/token.ts';

/** The poll, where the page that asks may show its article. */
async function pollToVoteIn(
  c: Context<App & { Variables: VoterVariables }>,
): Promise<PollInArticle> {
  const named = await pollOf(c.env.POSITIONS, c.req.param() as { article: string; poll: string });
  mustBeEmbedder(c, named.article);
  return named;
}

/** A voter's own ballot in a poll. */
export const ballots = new Hono<App>()
  .put(
    '/:article/polls/:poll/ballot',
    voter(),
    answers(JSON_TYPE),
    jsonBody(MAX_BALLOT_BYTES),
    json(BallotSchema),
    async (c) => {
      const named = await pollToVoteIn(c);
      unwrap(await limitBallots(c.env, c.get('voter')));
      const { outcome } = c.req.valid('json');
      const { first, ballot } = unwrap(await ballotIn(c.env, named, c.get('voter')).cast(outcome));
      return send(c, { body: ballot, type: JSON_TYPE, cache: CACHE.private }, first ? 201 : 200);
    },
  )
  .get('/:article/polls/:poll/ballot', voter(), async (c) => {
    const named = await pollToVoteIn(c);
    const ballot = unwrap(await ballotIn(c.env, named, c.get('voter')).find());
    return send(c, { ...privately(ballot), vary: VOTER_HEADER });
  })
  .delete('/:article/polls/:poll/ballot', voter(), async (c) => {
    const named = await pollToVoteIn(c);
    unwrap(await limitBallots(c.env, c.get('voter')));
    unwrap(await ballotIn(c.env, named, c.get('voter')).withdraw());
    return c.body(null, 204, { ...EVERYWHERE, 'Cache-Control': CACHE.private });
  });
