import { Hono } from 'hono/tiny';
import { bodyLimit } from 'hono/body-limit';
import { admit } from './admit.ts';
import type { App } from '../context.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import { EVERYWHERE } from '../answers/headers.ts';
import { votableOf } from './named-poll.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { MAX_FORM_BYTES } from '../requests/schemas.ts';
import { CACHE } from '../answers/send.ts';
import { ensureCookieVoter, mustBeOurForm } from '../voters/cookie.ts';

/** The media type of a form that is sent without a word about it. */
const FORM = 'application/x-www-form-urlencoded';
const decoder = new TextDecoder();

/** Voting without JavaScript: a form, a cookie of our own, and a redirect back to the poll. */
export const ballotForm = new Hono<App>().post(
  '/articles/:article/polls/:poll/ballot',
  admit(),
  bodyLimit({
    maxSize: MAX_FORM_BYTES,
    onError: () => raise({ tag: 'body-too-large', limit: MAX_FORM_BYTES }),
  }),
  async (c) => {
    mustBeOurForm(c);
    // As our forms are sent. What has parts, files or nothing of the sort is not taken apart.
    const [type = ''] = (c.req.header('Content-Type') ?? '').split(';');
    if (type.trim().toLowerCase() !== FORM)
      raise({ tag: 'unsupported-media-type', expected: FORM });
    const named = await votableOf(c.env, c.req.param());
    const fields = new URLSearchParams(decoder.decode(await c.req.arrayBuffer()));
    const outcome = fields.get('outcome');
    const withdraws = fields.get('action') === 'withdraw';
    if (withdraws || outcome !== null) {
      const ballot = ballotIn(c.env, named, await ensureCookieVoter(c));
      const result =
        withdraws || outcome === null ? await ballot.withdraw() : await ballot.cast(outcome);
      // The page that the reader comes back to says itself that the poll is not open.
      const late = !result.ok && ['poll-closed', 'poll-not-open'].includes(result.problem.tag);
      if (!late) unwrap<unknown>(result);
    }
    const lang = c.req.query('lang');
    const query = lang === undefined ? '' : `?lang=${encodeURIComponent(lang)}`;
    const location = `/articles/${c.req.param('article')}${query}#poll-${c.req.param('poll')}`;
    const headers = { ...EVERYWHERE, 'Cache-Control': CACHE.private, Location: location };
    return c.body(null, 303, headers);
  },
);
