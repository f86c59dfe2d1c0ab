import { Hono } from 'hono/tiny';
import { callScoreboard } from '../../storage/calls/scoreboard.ts';
import type { App } from '../context.ts';
import { editor } from '../editors/token.ts';
import { pollOf } from './named-poll.ts';
import { describe } from './described.ts';
import { unwrap } from '../answers/problem.ts';
import { MAX_RESOLUTION_BYTES, ResolutionSchema } from '../requests/schemas.ts';
import { privately, send } from '../answers/send.ts';
import { json, jsonBody } from '../requests/validate.ts';

/** What editors do with a poll: close it early, say how it ended, take that back. */
export const pollControl = new Hono<App>()
  .post('/:article/:poll/close', editor(), async (c) => {
    const { name } = await pollOf(c.env.POSITIONS, c.req.param());
    const standings = await callScoreboard(c.env, name, (board) => board.close(name));
    return send(c, privately(unwrap(standings)));
  })
  .post(
    '/:article/:poll/resolve',
    editor(),
    jsonBody(MAX_RESOLUTION_BYTES),
    json(ResolutionSchema),
    async (c) => {
      const { name, poll } = await pollOf(c.env.POSITIONS, c.req.param());
      const resolution = c.req.valid('json');
      const outcome = 'outcome' in resolution ? resolution.outcome : null;
      // ASCII, as it travels in a header: the URL parser encodes the rest.
      const evidence = new URL(resolution.evidence).href;
      const life = unwrap(
        await callScoreboard(c.env, name, (board) => board.resolve(name, outcome, evidence), {
          idempotent: false,
        }),
      );
      return send(c, privately(describe(poll, unwrap(life))));
    },
  )
  .delete('/:article/:poll/resolve', editor(), async (c) => {
    const { name, poll } = await pollOf(c.env.POSITIONS, c.req.param());
    const life = unwrap(
      await callScoreboard(c.env, name, (board) => board.undo(name), { idempotent: false }),
    );
    return send(c, privately(describe(poll, unwrap(life))));
  });
