import { Hono } from 'hono/tiny';
import { callScoreboard } from '../../storage/calls/scoreboard.ts';
import type { Env } from '../../env.ts';
import type { NamedPoll } from '../../storage/calls/objects.ts';
import type { App } from '../context.ts';
import { editor } from '../editors/token.ts';
import { pollOf } from './named-poll.ts';
import { describe } from './described.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { MAX_RESOLUTION_BYTES, ResolutionSchema } from '../requests/schemas.ts';
import { privately, send } from '../answers/send.ts';
import { json, jsonBody } from '../requests/validate.ts';

/** What editors do with a poll: close it early, say how it ended, take that back. */
export const pollControl = new Hono<App>()
  .post('/:article/polls/:poll/close', editor(), async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const standings = await callScoreboard(c.env, named, (board) => board.close());
    return send(c, privately(unwrap(standings)));
  })
  .post(
    '/:article/polls/:poll/resolve',
    editor(),
    jsonBody(MAX_RESOLUTION_BYTES),
    json(ResolutionSchema),
    async (c) => {
      const named = await pollOf(c.env.POSITIONS, c.req.param());
      const resolution = c.req.valid('json');
      const outcome = 'outcome' in resolution ? resolution.outcome : null;
      // ASCII, as it travels in a header: the URL parser encodes the rest.
      const evidence = new URL(resolution.evidence).href;
      const { standings } = await lifeOf(c.env, named);
      // By this address a resolution is taken back before there is another one.
      const { state } = standings;
      if (state === 'resolved' || state === 'void') raise({ tag: 'poll-not-closed', state });
      const life = unwrap(
        await callScoreboard(c.env, named, (board) => board.setResolution(outcome, evidence)),
      );
      return send(c, privately(describe(named.poll, unwrap(life))));
    },
  )
  .delete('/:article/polls/:poll/resolve', editor(), async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const { resolution } = await lifeOf(c.env, named);
    if (resolution === null) raise({ tag: 'poll-not-resolved' });
    const life = unwrap(await callScoreboard(c.env, named, (board) => board.clearResolution()));
    return send(c, privately(describe(named.poll, life)));
  });

const lifeOf = async (env: Env, named: NamedPoll) =>
  unwrap(await callScoreboard(env, named, (board) => board.life()));
