import * as v from 'valibot';
import type { Problem } from '../domain/problem.ts';
import { PollStateAnswer } from './answers/polls.ts';

export type Tag = Problem['tag'];

interface Documented<T extends Tag> {
  /** When it is answered and what to do about it. */
  readonly means: string;
  /** One such problem; its answer gives the document its status, title and headers. */
  readonly example: Extract<Problem, { tag: T }>;
  /** Members of the answer beside RFC 9457's own. */
  readonly members?: v.ObjectEntries;
}

const known = v.array(v.string());
const faults = v.array(
  v.object({
    kind: v.exactOptional(v.string()),
    path: v.string(),
    message: v.string(),
    nearest: v.exactOptional(v.string()),
  }),
);
const bodyFaults = v.array(v.object({ path: v.string(), message: v.string() }));
const time = v.pipe(v.string(), v.isoTimestamp());

/** Every problem the service answers; it compiles only while no tag is missing. */
export const PROBLEMS: { readonly [T in Tag]: Documented<T> } = {
  'not-found': {
    means: 'The service has nothing at this path. Check it against the list of operations.',
    example: { tag: 'not-found', path: '/v2/articles' },
  },
  'article-not-found': {
    means:
      'No article with this id is published. GET /v1/articles lists what is; a new article shows everywhere within about a minute.',
    example: { tag: 'article-not-found', article: 'no-such-article' },
  },
  'poll-not-found': {
    means: 'The article is published but has no poll with this id. The article lists its polls.',
    example: { tag: 'poll-not-found', article: 'russia-rare-earths-offer', poll: 'no-such-poll' },
  },
  'unknown-format': {
    means: 'What is here cannot be had with this suffix; known lists those that it has.',
    example: { tag: 'unknown-format', format: 'pdf', known: ['csv', 'md', 'html'] },
    members: { known },
  },
  'not-acceptable': {
    means:
      'The header Accept leaves out the one media type that is here. Ask for it, or send no Accept.',
    example: { tag: 'not-acceptable', type: 'text/csv' },
  },
  'format-not-implemented': {
    means: 'oEmbed is answered as JSON alone: send format=json, or leave it out.',
    example: { tag: 'format-not-implemented', format: 'xml', known: ['json'] },
    members: { known },
  },
  'foreign-form': {
    means:
      'A form votes only from a page of this service; others use the API or the custom elements.',
    example: { tag: 'foreign-form' },
  },
  'foreign-page': {
    means:
      'The article’s embedders lists the origins whose pages may show it and vote in it, and the page that asked is of another. Programs send no Origin.',
    example: { tag: 'foreign-page', article: 'russia-rare-earths-offer' },
  },
  'method-not-allowed': {
    means: 'The path exists, the method does not; the header Allow lists those that do.',
    example: { tag: 'method-not-allowed', allow: ['GET', 'HEAD'] },
  },
  'invalid-parameter': {
    means:
      'A parameter of the query is not valid: parameter names it, detail says why, and known lists the ids it takes where it takes ids.',
    example: {
      tag: 'invalid-parameter',
      parameter: 'actors',
      reason: 'has an unknown id: “atlantis”',
      known: ['russia', 'ukraine', 'united-states', 'europe'],
    },
    members: { parameter: v.string(), known: v.exactOptional(known) },
  },
  'invalid-body': {
    means:
      'The body is not well-formed JSON, or nested too deep, or not of the form that is expected; faults has the faults with their paths, a hundred at most. Unknown fields are faults.',
    example: {
      tag: 'invalid-body',
      faults: [{ path: 'outcome', message: 'must not be empty' }],
    },
    members: { faults: bodyFaults },
  },
  'body-too-large': {
    means: 'The body has more bytes than are accepted here; detail says how many are.',
    example: { tag: 'body-too-large', limit: 1024 },
  },
  'unsupported-media-type': {
    means:
      'The body does not say that it is what is taken here, JSON or a plain form; detail names the Content-Type to send.',
    example: { tag: 'unsupported-media-type', expected: 'application/json' },
  },
  'invalid-article': {
    means:
      'The article cannot be published; faults has what is wrong with it, each with its kind and path. They are a hundred at most; unlisted says how many more were found. Nothing was changed.',
    example: {
      tag: 'invalid-article',
      faults: [
        { kind: 'unknown-actor', path: 'positions[3].actor', message: 'no actor “atlantis”' },
      ],
    },
    members: { faults, unlisted: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))) },
  },
  'editor-unauthorized': {
    means:
      'Only editors may do this. Send an editor’s token in the header Authorization: Bearer ….',
    example: { tag: 'editor-unauthorized' },
  },
  'precondition-required': {
    means:
      'The article is already published. Read it, and send the version you are replacing, which current gives, in If-Match.',
    example: { tag: 'precondition-required', current: 'd0ef' },
    members: { current: v.string() },
  },
  'precondition-failed': {
    means:
      'The version in If-Match is not the current one: someone else has published. Read what is there, then send current in If-Match. It is null when nothing is published yet.',
    example: { tag: 'precondition-failed', current: 'd0ef' },
    members: { current: v.nullable(v.string()) },
  },
  'invalid-voter': {
    means:
      'The voter token is missing, malformed, forged or expired; reason says which. POST /v1/voters gives a new one.',
    example: { tag: 'invalid-voter', reason: 'missing' },
    members: { reason: v.picklist(['missing', 'malformed', 'forged', 'expired']) },
  },
  'unknown-outcome': {
    means: 'The poll has no outcome with this id; known lists its outcomes. No ballot was cast.',
    example: {
      tag: 'unknown-outcome',
      outcome: 'perhaps',
      known: ['ukraine-only', 'russia-only', 'both', 'neither'],
    },
    members: { known },
  },
  'poll-not-open': {
    means: 'The poll has not opened yet; opens says when it does.',
    example: { tag: 'poll-not-open', opens: '2027-03-01T00:00:00.000Z' },
    members: { opens: time },
  },
  'poll-closed': {
    means: 'The poll has closed. Ballots are no longer cast, changed or withdrawn.',
    example: { tag: 'poll-closed', closes: '2027-03-01T00:00:00.000Z' },
    members: { closes: time },
  },
  'poll-not-closed': {
    means:
      'This waits until the poll is closed and every ballot counted; state says where it is. An editor may close it early. A poll that is resolved already must first have its resolution taken back.',
    example: { tag: 'poll-not-closed', state: 'open' },
    members: { state: PollStateAnswer },
  },
  'poll-fixed': {
    means:
      'The article would change a poll that has begun, or drop it; poll names it. What its voters read and what it is counted by stays as it is: question, outcomes, rule, times, boxes and reveal policy. Close it early or declare it void instead. Nothing was changed.',
    example: { tag: 'poll-fixed', poll: 'who-signs' },
    members: { poll: v.string() },
  },
  'poll-stale': {
    means:
      'The poll is being published anew at this moment, so it takes no first ballot. Nothing was changed; send the request again after the seconds in Retry-After.',
    example: { tag: 'poll-stale', boxes: 8 },
  },
  'too-many-voters': {
    means:
      'Too many voter tokens were asked for from this network within a minute. Send the request again after the seconds in Retry-After. Tokens that readers have are good all the same.',
    example: { tag: 'too-many-voters' },
  },
  'too-many-ballots': {
    means:
      'This voter has cast, changed or withdrawn ballots too often within a minute. Nothing was changed; send the request again after the seconds in Retry-After.',
    example: { tag: 'too-many-ballots' },
  },
  'challenge-unavailable': {
    means:
      'Cloudflare did not answer whether the challenge was solved, so no voter was made. Solve a new one after the seconds in Retry-After.',
    example: { tag: 'challenge-unavailable' },
  },
  'challenge-failed': {
    means:
      'This service sets new voters a challenge, and the token sent is not of one that was solved, or was used before. Solve a new one and send its token.',
    example: { tag: 'challenge-failed' },
  },
  'too-many-sockets': {
    means:
      'So many readers are watching this poll that there is no room for one more. Read the standings instead, or connect again after the seconds in Retry-After.',
    example: { tag: 'too-many-sockets' },
  },
  'upgrade-required': {
    means: 'Only a WebSocket is here. Connect with one, or read the standings.',
    example: { tag: 'upgrade-required' },
  },
  overloaded: {
    means:
      'More was asked than can be answered, or another part had to agree and did not answer: this request was refused and nothing was done for it. Send it again after the seconds in Retry-After.',
    example: { tag: 'overloaded' },
  },
  unconfirmed: {
    means:
      'No answer came in time from what counts or publishes, so that nobody can say whether it was done. Send the request again after the seconds in Retry-After; a ballot sent again is counted once.',
    example: { tag: 'unconfirmed' },
  },
  unreachable: {
    means:
      'What is published cannot be read at the moment, and this part of the service does not remember it; where it does, it answers from memory and says its Age in seconds. Nothing was changed. Send the request again after the seconds in Retry-After.',
    example: { tag: 'unreachable' },
  },
  'no-ballot': {
    means: 'This voter has cast no ballot in this poll, or has withdrawn it.',
    example: { tag: 'no-ballot' },
  },
  'receipt-not-found': {
    means:
      'The poll is final and no ballot in its list has this receipt. A ballot that was withdrawn is not in the list.',
    example: { tag: 'receipt-not-found' },
  },
  misconfigured: {
    means:
      'What its operator set, or forgot to set, keeps the service from doing this; detail names it, and GET /healthz lists all that is wrong. Nothing was changed. Send the request again once it is mended.',
    example: { tag: 'misconfigured', setting: 'VOTER_KEYS', reason: 'is not set' },
  },
  'not-ready': {
    means:
      'The service cannot do all of its job; parts says what fails: configuration (what its operator set or forgot), store (KV) or articles (none is published). What does not need it goes on.',
    example: { tag: 'not-ready', parts: { configuration: 'VOTER_KEYS is not set' } },
    members: {
      parts: v.object({
        configuration: v.exactOptional(v.string()),
        store: v.exactOptional(v.string()),
        articles: v.exactOptional(v.string()),
      }),
    },
  },
  internal: {
    means:
      'Something went wrong on our side. The request may be sent again as it is; instance is what our log calls it.',
    example: { tag: 'internal', instance: 'urn:uuid:01234567-89ab-4cde-8f01-23456789abcd' },
    members: { instance: v.string() },
  },
};

/** What any path may answer, beside the operations: they are of the service, not of one of them. */
export const ANYWHERE: readonly Tag[] = ['not-found', 'method-not-allowed', 'internal'];
