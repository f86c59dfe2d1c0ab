import { MAX_FAULTS } from '../../domain/limits.ts';
import type { BodyFault, Problem } from '../../domain/problem.ts';

interface Wording {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Members beside RFC 9457's own. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** When the same may be asked again: seconds. */
  readonly retryAfter?: number;
}

const VOTER_REASONS = {
  missing: 'The header Standpoint-Voter is missing. POST /v1/voters gives a token to send in it.',
  malformed: 'The voter token is not of the form that POST /v1/voters gives; it may be cut short.',
  forged: 'The voter token was not signed by this service, or with a key that is no longer in use.',
  expired: 'The voter token has expired. POST /v1/voters gives a new one.',
} as const;

const quote = (ids: readonly string[]) => ids.map((id) => `“${id}”`).join(', ');

/** Faults that an answer lists, and characters of what it quotes of each: it is small, whatever was sent. */
const LISTED = 100;
const QUOTED = 200;
const cut = (text: string) => (text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text);
const listed = <T extends BodyFault>(faults: readonly T[]) =>
  faults
    .slice(0, LISTED)
    .map((fault) => ({ ...fault, path: cut(fault.path), message: cut(fault.message) }));
const toMend = (count: number) =>
  `${count}${count < MAX_FAULTS ? '' : ' or more'} thing${count === 1 ? '' : 's'}`;

/** How a problem is worded: exhaustive, so that a new one does not compile without its words. */
export function wording(problem: Problem): Wording {
  switch (problem.tag) {
    case 'not-found':
      return {
        status: 404,
        title: 'Nothing is here',
        detail: `There is nothing at ${problem.path.slice(0, 200)}.`,
      };
    case 'article-not-found':
      return {
        status: 404,
        title: 'No such article',
        detail: `No article “${problem.article.slice(0, 100)}” is published. GET /v1/articles lists what is.`,
      };
    case 'poll-not-found':
      return {
        status: 404,
        title: 'No such poll',
        detail: `The article “${problem.article}” has no poll “${problem.poll.slice(0, 100)}”.`,
      };
    case 'unknown-format':
      return {
        status: 404,
        title: 'No such format',
        detail: `There is no format “${problem.format.slice(0, 100)}” of it. There are ${quote(problem.known)}.`,
        more: { known: problem.known },
      };
    case 'format-not-implemented':
      return {
        status: 501,
        title: 'That format is not made here',
        detail: `There is no format “${problem.format.slice(0, 100)}” of it. There is ${quote(problem.known)}.`,
        more: { known: problem.known },
      };
    case 'foreign-form':
      return {
        status: 403,
        title: 'The form was not sent from a page of this service',
        detail: 'Open the article’s own page and vote there.',
      };
    case 'foreign-page':
      return {
        status: 403,
        title: 'The article may not be shown there',
        detail: `The article “${problem.article}” names the origins whose pages may show it; that page’s is not among them.`,
      };
    case 'not-acceptable':
      return {
        status: 406,
        title: 'Not in that form',
        detail: `What is here is ${problem.type}. Ask for it with Accept: ${problem.type}, or leave Accept out.`,
      };
    case 'method-not-allowed':
      return {
        status: 405,
        title: 'Method not allowed',
        detail: `Here one can ${problem.allow.join(', ')}.`,
        headers: { Allow: problem.allow.join(', ') },
      };
    case 'invalid-parameter': {
      const { parameter, reason, known } = problem;
      const hint = known === undefined ? '' : ` Known: ${quote(known)}.`;
      return {
        status: 400,
        title: 'A parameter is not valid',
        detail: `The parameter ${parameter} ${reason}.${hint}`,
        more: known === undefined ? { parameter } : { parameter, known },
      };
    }
    case 'invalid-body':
      return {
        status: 400,
        title: 'The body is not valid',
        detail: listed(problem.faults)
          .map(({ path, message }) => `${path}: ${message}`)
          .join('; '),
        more: { faults: listed(problem.faults) },
      };
    case 'body-too-large':
      return {
        status: 413,
        title: 'The body is too large',
        detail: `At most ${problem.limit} bytes are accepted here.`,
      };
    case 'unsupported-media-type':
      return {
        status: 415,
        title: 'Unsupported media type',
        detail: `Send the body with Content-Type: ${problem.expected}.`,
      };
    case 'invalid-article':
      return {
        status: 422,
        title: 'The article is not valid',
        detail: `${toMend(problem.faults.length)} to mend; faults says where and what.`,
        more: {
          faults: listed(problem.faults),
          ...(problem.faults.length > LISTED && { unlisted: problem.faults.length - LISTED }),
        },
      };
    case 'editor-unauthorized':
      return {
        status: 401,
        title: 'Editors only',
        detail: 'Send an editor’s token in the header Authorization: Bearer ….',
        headers: { 'WWW-Authenticate': 'Bearer' },
      };
    case 'precondition-required':
      return {
        status: 428,
        title: 'Say which version you are replacing',
        detail: `Send If-Match: "${problem.current}" to replace the current version.`,
        more: { current: problem.current },
      };
    case 'precondition-failed':
      return {
        status: 412,
        title: 'The article has changed',
        detail:
          problem.current === null
            ? 'There is no version to replace yet.'
            : `The current version is “${problem.current}”. Read it before replacing it.`,
        more: { current: problem.current },
      };
    case 'invalid-voter':
      return {
        status: 401,
        title: 'The voter token was not accepted',
        detail: VOTER_REASONS[problem.reason],
        more: { reason: problem.reason },
        // A scheme of our own, since the token travels in a header of our own.
        headers: { 'WWW-Authenticate': `Standpoint-Voter reason="${problem.reason}"` },
      };
    case 'unknown-outcome':
      return {
        status: 422,
        title: 'No such outcome',
        detail: `The poll has no outcome “${problem.outcome}”. It has ${quote(problem.known)}.`,
        more: { known: problem.known },
      };
    case 'poll-not-open':
      return {
        status: 409,
        title: 'The poll has not opened yet',
        detail: `It opens at ${problem.opens}.`,
        more: { opens: problem.opens },
      };
    case 'poll-closed':
      return {
        status: 409,
        title: 'The poll is closed',
        detail: `It closed at ${problem.closes}. Votes are no longer taken or changed.`,
        more: { closes: problem.closes },
      };
    case 'poll-not-closed':
      return {
        status: 409,
        title: 'The poll is not closed',
        detail: `This waits for a poll that is closed and counted; this one is ${problem.state}.`,
        more: { state: problem.state },
      };
    case 'poll-fixed':
      return {
        status: 409,
        title: 'The poll has begun',
        detail: `“${problem.poll}” has begun: its question, outcomes, rule, times, boxes and reveal policy stay as they are. A poll can be closed early, or declared void.`,
        more: { poll: problem.poll },
      };
    case 'poll-stale':
      return {
        status: 503,
        title: 'The poll is being published anew',
        detail: 'Nothing was changed. Try again in a moment.',
        retryAfter: 2,
      };
    case 'too-many-voters':
      return {
        status: 429,
        title: 'Too many new voters from this network',
        detail: 'Try again in a minute. A reader who has a token can vote all the same.',
        retryAfter: 60,
      };
    case 'too-many-ballots':
      return {
        status: 429,
        title: 'Too many ballots of this voter',
        detail: 'Nothing was changed. Try again in a minute.',
        retryAfter: 60,
      };
    case 'challenge-failed':
      return {
        status: 403,
        title: 'The challenge was not passed',
        detail: 'Send the token of a solved Turnstile challenge as {"turnstile": "…"}.',
      };
    case 'challenge-unavailable':
      return {
        status: 503,
        title: 'The challenge cannot be confirmed',
        detail: 'Cloudflare did not say whether it was solved. Solve a new one in a moment.',
        retryAfter: 30,
      };
    case 'too-many-sockets':
      return {
        status: 503,
        title: 'Too many readers are watching',
        detail: 'There is no room for another live connection. Read …/standings instead.',
        retryAfter: 30,
      };
    case 'upgrade-required':
      return {
        status: 426,
        title: 'A WebSocket is here',
        detail: 'Connect with a WebSocket, or read …/standings.',
        headers: { Upgrade: 'websocket', Connection: 'Upgrade' },
      };
    case 'overloaded':
      return {
        status: 503,
        title: 'Not just now',
        detail: 'It was refused and nothing was changed. Try again in a moment.',
        retryAfter: 2,
      };
    case 'unconfirmed':
      return {
        status: 503,
        title: 'No answer in time',
        detail:
          'It may have been done all the same. Look, or send it again: a ballot is counted once, however often it is sent.',
        retryAfter: 2,
      };
    case 'unreachable':
      return {
        status: 503,
        title: 'Not to be had just now',
        detail:
          'What is published cannot be read at the moment; nothing was changed. Try again soon.',
        retryAfter: 5,
      };
    case 'no-ballot':
      return {
        status: 404,
        title: 'No ballot',
        detail: 'This voter has no ballot in this poll.',
      };
    case 'receipt-not-found':
      return {
        status: 404,
        title: 'No ballot with this receipt',
        detail: 'The poll’s ballot list has no such receipt. A receipt has 32 hexadecimal digits.',
      };
    case 'misconfigured':
      return {
        status: 503,
        title: 'The service is not set up for this',
        detail: `${problem.setting} ${problem.reason}. Nothing was changed.`,
        retryAfter: 300,
      };
    case 'not-ready':
      return {
        status: 503,
        title: 'The service cannot do its job',
        detail: Object.entries(problem.parts)
          .map(([part, fault]) => `${part}: ${fault}`)
          .join('; '),
        more: { parts: problem.parts },
        retryAfter: 5,
      };
    case 'internal':
      return {
        status: 500,
        title: 'Something went wrong on our side',
        detail: 'It may have been done or not. Please look, and try again.',
        more: { instance: problem.instance },
      };
  }
}
