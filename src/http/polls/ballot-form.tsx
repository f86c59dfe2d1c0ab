import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Hono } from 'hono/tiny';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from '../../domain/problem.ts';
import { BallotPage, type Pending } from '../../views/poll/ballot-page.tsx';
import { CHALLENGED_PAGE_POLICY, PAGE_POLICY, sendDocument } from '../answers/html.ts';
import { raise } from '../answers/problem.ts';
import { wording } from '../answers/problem-wording.ts';
import { EVERYWHERE } from '../answers/headers.ts';
import { CACHE } from '../answers/send.ts';
import type { App } from '../context.ts';
import { admit } from './admit.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import { prefersHtml } from '../requests/accept.ts';
import { chooseLanguage } from '../requests/language.ts';
import { MAX_FORM_BYTES } from '../requests/schemas.ts';
import { mustBeOurForm } from '../requests/origin.ts';
import { siteKeyOf } from '../voters/challenge.ts';
import { issueVoter } from '../voters/issue.ts';
import { limitBallots } from '../voters/limits.ts';
import { type PollInArticle, pollOf } from './named-poll.ts';
import { ballotPath } from './props.ts';

/** The media type of a form that is sent without a word about it. */
const FORM = 'application/x-www-form-urlencoded';
const decoder = new TextDecoder();
/** The field in which Turnstile puts what solves it. */
const SOLVED = 'cf-turnstile-response';

/** What a form says. */
interface Sent {
  /** The chosen outcome; `null` takes the ballot back. */
  readonly outcome: string | null;
  readonly solved: string | undefined;
  /** Whether it was sent from a frame, where a page around may have covered what was clicked. */
  readonly framed: boolean;
}

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
    const named = await pollOf(c.env.POSITIONS, c.req.param());
    const sent = await read(c);
    if (sent === null) return back(c, named, '-question');
    if (sent.framed) return ask(c, named, sent, { why: 'confirm' }, 200);
    const refused = await vote(c, named, sent);
    // Where the ballot is not marked although the poll is the target, the browser keeps no cookie.
    if (refused === null) return back(c, named, sent.outcome === null ? '-question' : '');
    const pending = pendingAfter(refused, sent);
    const forPeople = prefersHtml(c.req.header('Accept'));
    if (pending === null || !forPeople) raise(refused);
    const { status, retryAfter } = wording(refused);
    if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
    return ask(c, named, sent, pending, status as ContentfulStatusCode);
  },
);

/** What the form says; `null` where nothing was chosen. */
async function read(c: Context<App>): Promise<Sent | null> {
  const fields = new URLSearchParams(decoder.decode(await c.req.arrayBuffer()));
  const outcome = fields.get('outcome');
  const withdraws = fields.get('action') === 'withdraw';
  if (!withdraws && outcome === null) return null;
  return {
    outcome: withdraws ? null : outcome,
    solved: fields.get(SOLVED) || undefined,
    framed: fields.get('from') === 'frame',
  };
}

/** Casts the ballot or takes it back; answers with the problem that stood in its way. */
async function vote(
  c: Context<App>,
  named: PollInArticle,
  { outcome, solved }: Sent,
): Promise<Problem | null> {
  const voter = await issueVoter(c, solved);
  if (!voter.ok) return voter.problem;
  const within = await limitBallots(c.env, voter.value.id);
  if (!within.ok) return within.problem;
  const ballot = ballotIn(c.env, named, voter.value.id);
  const result = outcome === null ? await ballot.withdraw() : await ballot.cast(outcome);
  // The page that the reader comes back to says itself that the poll is not open.
  const late = !result.ok && ['poll-closed', 'poll-not-open'].includes(result.problem.tag);
  return result.ok || late ? null : result.problem;
}

/** Which page tells the reader of a problem; `null` where none does. */
function pendingAfter(problem: Problem, { solved }: Sent): Pending | null {
  const { retryAfter = 0 } = wording(problem);
  const until = new Date(Date.now() + retryAfter * 1000).toISOString();
  if (problem.tag === 'challenge-failed') {
    return { why: solved === undefined ? 'challenge' : 'challenge-failed' };
  }
  if (problem.tag === 'challenge-unavailable') return { why: 'challenge-unavailable', until };
  const waits = problem.tag === 'too-many-voters' || problem.tag === 'too-many-ballots';
  return waits ? { why: 'wait', until } : null;
}

/** A page that asks for this one ballot again, or for the first time where it cannot be covered. */
function ask(
  c: Context<App>,
  { article, poll }: PollInArticle,
  { outcome }: Sent,
  pending: Pending,
  status: ContentfulStatusCode,
): Promise<Response> {
  if (outcome !== null && !poll.outcomes.some(({ id }) => id === outcome)) {
    raise({ tag: 'unknown-outcome', outcome, known: poll.outcomes.map(({ id }) => id) });
  }
  const i18n = chooseLanguage(c, article.language);
  const page = (
    <BallotPage
      article={article}
      poll={poll}
      i18n={i18n}
      pending={pending}
      outcome={outcome ?? undefined}
      action={ballotPath(article.id, poll.id, i18n)}
      siteKey={siteKeyOf(c.env) ?? undefined}
    />
  );
  const policy = pending.why.startsWith('challenge') ? CHALLENGED_PAGE_POLICY : PAGE_POLICY;
  return sendDocument(c, page, policy, { cache: CACHE.private, status });
}

/** Leads back to the poll, or to a part of it. */
function back(c: Context<App>, { article, poll }: PollInArticle, part: '' | '-question'): Response {
  const lang = c.req.query('lang');
  const query = lang === undefined ? '' : `?lang=${encodeURIComponent(lang)}`;
  const location = `/articles/${article.id}${query}#poll-${poll.id}${part}`;
  const headers = { ...EVERYWHERE, 'Cache-Control': CACHE.private, Location: location };
  return c.body(null, 303, headers);
}
