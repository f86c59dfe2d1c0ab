import { Hono } from 'hono';
import { BallotSchema } from '../domain/standings.ts';
import { callBox } from '../storage/poll-objects.ts';
import type { App } from './context.ts';
import { EVERYWHERE } from './headers.ts';
import { pollOf } from './poll.ts';
import { unwrap } from './problem.ts';
import { MAX_BALLOT_BYTES } from './requests.ts';
import { CACHE, privately, send } from './respond.ts';
import { json, jsonBody } from './validate.ts';
import { voter } from './voter.ts';

/** A voter's own ballot in a poll. */
export const ballots = new Hono<App>()
  .put(
    '/:article/:poll/ballot',
    voter(),
    jsonBody(MAX_BALLOT_BYTES),
    json(BallotSchema),
    async (c) => {
      const { name, poll } = await pollOf(c.env.POSITIONS, c.req.param());
      const { outcome } = c.req.valid('json');
      const voterId = c.get('voter');
      const { first, ...ballot } = unwrap(
        await callBox(c.env, name, poll.boxes, voterId, (box, index) =>
          box.cast(name, index, voterId, outcome),
        ),
      );
      return send(c, privately(ballot), first ? 201 : 200);
    },
  )
  .get('/:article/:poll/ballot', voter(), async (c) => {
    const { name, poll } = await pollOf(c.env.POSITIONS, c.req.param());
    const voterId = c.get('voter');
    const ballot = await callBox(c.env, name, poll.boxes, voterId, (box, index) =>
      box.find(name, index, voterId),
    );
    return send(c, privately(unwrap(ballot)));
  })
  .delete('/:article/:poll/ballot', voter(), async (c) => {
    const { name, poll } = await pollOf(c.env.POSITIONS, c.req.param());
    const voterId = c.get('voter');
    const withdrawn = await callBox(c.env, name, poll.boxes, voterId, (box, index) =>
      box.withdraw(name, index, voterId),
    );
    unwrap(withdrawn);
    return c.body(null, 204, { ...EVERYWHERE, 'Cache-Control': CACHE.private });
  });
