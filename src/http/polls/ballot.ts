import { Hono } from 'hono/tiny';
import { BallotSchema } from '../../domain/standings.ts';
import { admit } from './admit.ts';
import type { App } from '../context.ts';
import { EVERYWHERE } from '../answers/headers.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import { votableOf } from './named-poll.ts';
import { unwrap } from '../answers/problem.ts';
import { answers } from '../requests/accept.ts';
import { MAX_BALLOT_BYTES } from '../requests/schemas.ts';
import { CACHE, JSON_TYPE, privately, send } from '../answers/send.ts';
import { json, jsonBody } from '../requests/validate.ts';
import { limitBallots } from '../voters/limits.ts';
import { voter, VOTER_HEADER } from '../voters/token.ts';

/** A voter's own ballot in a poll. */
export const ballots = new Hono<App>()
  .put(
    '/:article/polls/:poll/ballot',
    admit(),
    voter(),
    answers(JSON_TYPE),
    jsonBody(MAX_BALLOT_BYTES),
    json(BallotSchema),
    async (c) => {
      const named = await votableOf(c, c.req.param());
      unwrap(await limitBallots(c.env, c.get('voter')));
      const { outcome } = c.req.valid('json');
      const { first, ballot } = unwrap(await ballotIn(c.env, named, c.get('voter')).cast(outcome));
      return send(c, { body: ballot, type: JSON_TYPE, cache: CACHE.private }, first ? 201 : 200);
    },
  )
  .get('/:article/polls/:poll/ballot', admit(), voter(), async (c) => {
    const named = await votableOf(c, c.req.param());
    const ballot = unwrap(await ballotIn(c.env, named, c.get('voter')).find());
    return send(c, { ...privately(ballot), vary: VOTER_HEADER });
  })
  .delete('/:article/polls/:poll/ballot', admit(), voter(), async (c) => {
    const named = await votableOf(c, c.req.param());
    unwrap(await limitBallots(c.env, c.get('voter')));
    unwrap(await ballotIn(c.env, named, c.get('voter')).withdraw());
    return c.body(null, 204, { ...EVERYWHERE, 'Cache-Control': CACHE.private });
  });
