import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { Life, Resolution } from '../../domain/poll-life.ts';
import type { Result } from '../../domain/problem.ts';
import { callScoreboard } from '../../storage/calls/scoreboard.ts';
import type { Remote } from '../../storage/durable.ts';
import type { NamedPoll } from '../../storage/calls/objects.ts';
import type { Scoreboard } from '../../storage/scoreboard/scoreboard.ts';
import type { App } from '../context.ts';
import { editor } from '../editors/token.ts';
import { pollOf } from './named-poll.ts';
import { describePoll } from './describe-poll.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { answers } from '../requests/accept.ts';
import { MAX_RESOLUTION_BYTES, ResolutionSchema } from '../requests/schemas.ts';
import { JSON_TYPE, privately, send } from '../answers/send.ts';
import { json, jsonBody } from '../requests/validate.ts';

/** What editors do with a poll: close it early, say how it ended, take that back. */
export const pollControl = new Hono<App>()
  .post('/:article/polls/:poll/close', editor(), answers(JSON_TYPE), async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const standings = await callScoreboard(c.env, named, (board) => board.close());
    return send(c, privately(unwrap(standings)));
  })
  .put(
    '/:article/polls/:poll/resolution',
    editor(),
    answers(JSON_TYPE),
    jsonBody(MAX_RESOLUTION_BYTES),
    json(ResolutionSchema),
    async (c) => {
      const named = await pollOf(c.env.POSITIONS, c.req.param());
      const resolution = c.req.valid('json');
      const outcome = 'outcome' in resolution ? resolution.outcome : null;
      // ASCII, as it travels in a header: the URL parser encodes the rest.
      const evidence = new URL(resolution.evidence).href;
      const poll = await changed(
        c,
        named,
        (board) => board.resolve(outcome, evidence),
        (found) => (found?.outcome ?? null) === outcome && found?.evidence === evidence,
      );
      return send(c, privately(poll));
    },
  )
  .delete('/:article/polls/:poll/resolution', editor(), answers(JSON_TYPE), async (c) => {
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const poll = await changed(
      c,
      named,
      (board) => board.undo(),
      (found) => found === null,
    );
    return send(c, privately(poll));
  });

/**
 * The poll after a change of its resolution. What was refused because it `isSo` already is answered
 * with the poll as it is: a change that is sent twice, or whose answer was lost, is made once.
 */
async function changed(
  c: Context<App>,
  named: NamedPoll,
  change: (board: Remote<Scoreboard>) => Promise<Result<Life>>,
  isSo: (resolution: Resolution) => boolean,
) {
  const made = unwrap(await callScoreboard(c.env, named, change));
  if (made.ok) return describePoll(c.env, named, made.value, false);
  const life = unwrap(await callScoreboard(c.env, named, (board) => board.life()));
  return isSo(life.resolution) ? describePoll(c.env, named, life, false) : raise(made.problem);
}
