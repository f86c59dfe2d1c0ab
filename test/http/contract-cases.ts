import { runInDurableObject } from 'cloudflare:test';
import { vi } from 'vitest';
import type { Article, Poll } from '../../src/domain/article.ts';
import {
  MAX_PUBLICATION_BYTES,
  MAX_BALLOT_BYTES,
  MAX_CHALLENGE_BYTES,
  MAX_RESOLUTION_BYTES,
} from '../../src/http/requests/schemas.ts';
import type { Env } from '../../src/env.ts';
import { remote } from '../../src/storage/durable.ts';
import { definitionOf } from '../../src/storage/protocol.ts';
import type { Scoreboard } from '../../src/storage/scoreboard/scoreboard.ts';
import { MAX_SOCKETS } from '../../src/storage/scoreboard/sockets.ts';
import { LAST_KNOWN } from '../../src/storage/published/memory.ts';
import {
  ARTICLE,
  call,
  castBallot,
  EDITOR,
  env,
  fakeLimiter,
  newVoter,
  pollPath,
  publish,
  realArticle,
  REVIEWED,
} from '../helpers.ts';

/** One request; what it leaves out is as a client would send it for success. */
export interface Ask {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, all else as JSON. */
  readonly body?: unknown;
  /** What the Worker finds in its environment instead of its own. */
  readonly bindings?: Partial<Env>;
  readonly before?: (voter: string) => Promise<unknown>;
  /** Sent by someone who is no voter yet. */
  readonly newVoter?: true;
}

const both = (one: Ask, other: Ask): Ask => ({ ...one, ...other });
const OTHER = 'another-article';
const NO_ARTICLE: Ask = { params: { article: 'nothing' } };
const CAPITALS: Ask = { params: { article: ARTICLE.toUpperCase() } };
const NO_POLL: Ask = { params: { poll: 'nothing' } };
const NOT_TAKEN: Ask = { headers: { Accept: 'audio/*' } };
/** What reads answer to clients that have it, or would not take it. */
const READ: Cases = {
  304: { headers: { 'If-None-Match': '*' } },
  'not-acceptable': NOT_TAKEN,
};
const HAS_IT: Ask = { headers: { 'If-None-Match': '*' } };
const NO_VOTER: Ask = { headers: { 'Standpoint-Voter': '' } };
/** Objects that cannot be called, as Cloudflare says it. */
const failing = (message: string, marks: object): Ask => {
  const all = new Proxy<DurableObjectNamespace<never>>(Object.create(null), {
    get() {
      throw Object.assign(new Error(message), marks);
    },
  });
  return { bindings: { SCOREBOARD: all, BALLOT_BOX: all, PUBLISHER: all } };
};
const OVERLOADED = failing('Durable Object is overloaded.', { overloaded: true });
const UNCONFIRMED = failing('Network connection lost.', { retryable: true });
/** A KV that cannot be read when nobody remembers what was in it. */
const UNREACHABLE: Ask = {
  bindings: {
    POSITIONS: new Proxy<KVNamespace>(Object.create(null), {
      get: () => () => Promise.reject(new Error('KV GET failed: 500 Internal Server Error')),
    }),
  },
  before: async () => vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * LAST_KNOWN),
};
/** Where nobody has told the scoreboard of the poll either: else votes need no KV. */
const UNKNOWN = both(UNREACHABLE, NO_POLL);
const NO_ANSWER: Cases = {
  overloaded: OVERLOADED,
  unconfirmed: UNCONFIRMED,
  unreachable: UNREACHABLE,
};
const SHOWN: Cases = {
  'article-not-found': NO_ARTICLE,
  'poll-not-found': NO_POLL,
  unreachable: UNREACHABLE,
};
const POLL: Cases = { ...SHOWN, ...NO_ANSWER };
const SELECTION: Cases = {
  'invalid-parameter': { query: 'actors=atlantis' },
  'article-not-found': NO_ARTICLE,
  unreachable: UNREACHABLE,
  ...READ,
};
/** No answer, of operations that need more than their path. */
const noAnswer = (more: Ask): Cases =>
  Object.fromEntries(
    Object.entries(NO_ANSWER).map(([tag, wanted]) => [tag, both(wanted as Ask, more)]),
  );
/** A service whose operator has set nothing right. */
const MISCONFIGURED: Ask = {
  bindings: { VOTER_KEYS: '', EDITOR_TOKEN_HASHES: '', PUBLIC_ORIGIN: 'paper.example' },
};
/** A form as a page of the service sends it. */
const FORM: Ask & { readonly headers: Readonly<Record<string, string>> } = {
  headers: {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Sec-Fetch-Site': 'same-origin',
  },
  body: 'outcome=both',
};
let made = 0;
/** A poll of another article, perhaps with a past. */
function withPoll(
  changes: Partial<Poll>,
  past?: (path: string, voter: string, article: string) => Promise<unknown>,
): Ask {
  const article = `article-${(made += 1)}`;
  const before = async (voter: string) => {
    const polls = realArticle().polls.map((poll) => ({ ...poll, ...changes }));
    await publish(realArticle({ id: article, polls }));
    await past?.(`/v1/articles/${article}/polls/who-signs`, voter, article);
  };
  return { params: { article }, before };
}
const edit = (path: string, method: string, body?: unknown) =>
  call(path, {
    method,
    headers: { ...EDITOR, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const EVIDENCE = 'https://gov.example/agreement';
const NEITHER = { outcome: 'neither', evidence: EVIDENCE };
const VOID = { void: true, evidence: EVIDENCE };
const EARLY = withPoll({ opens: '2090-01-01T00:00:00Z', closes: '2091-01-01T00:00:00Z' });
const LATE = withPoll({ closes: '2020-01-01T00:00:00Z' });
const vote = (path: string, voter: string) => castBallot(voter, 'both', `${path}/ballot`);
const SECRET = withPoll({ reveal: 'after-vote' });
const VOTED = withPoll({ reveal: 'after-vote' }, vote);
const closed = () =>
  withPoll({}, async (path) => {
    const voter = await newVoter();
    await vote(path, voter);
    await castBallot(voter, 'atlantis', `${path}/ballot`);
    await edit(`${path}/close`, 'POST');
  });
/** A final poll and the receipt of a ballot in it. */
const listed = (): Ask => {
  const params = { receipt: '' };
  const poll = withPoll({}, async (path) => {
    const ballot = await vote(path, await newVoter());
    params.receipt = (await ballot.json<{ receipt: string }>()).receipt;
    await edit(`${path}/close`, 'POST');
  });
  return { ...poll, params: Object.assign(params, poll.params) };
};
const resolved = (resolution: object) =>
  withPoll({}, async (path) => {
    await edit(`${path}/close`, 'POST');
    await edit(`${path}/resolution`, 'PUT', resolution);
  });
/** A poll that is being published anew, which is not settled yet. */
const stale = () =>
  withPoll({ boxes: 1 }, async (_path, _voter, id) => {
    const polls = realArticle().polls.map((poll) => ({ ...poll, boxes: 2 }));
    const [poll] = polls;
    if (poll === undefined) throw new Error('the article has a poll');
    const scoreboard = remote<Scoreboard>(env.SCOREBOARD, `${id}/${poll.id}`);
    await scoreboard.propose(2, await definitionOf(poll));
  });
const CROWDED: Ask = {
  headers: { Upgrade: 'websocket' },
  before: () =>
    runInDurableObject(env.SCOREBOARD.getByName(`${ARTICLE}/who-signs`), (_, state) => {
      vi.spyOn(state, 'getWebSockets').mockReturnValue(Array.from({ length: MAX_SOCKETS }));
    }),
};
/** A service that sets new voters a challenge, which Cloudflare finds solved or not. */
const CHALLENGED = { TURNSTILE_SECRET: 'secret', TURNSTILE_SITE_KEY: 'site-key' };
const challenge = (body: unknown, success = true): Ask => ({
  body,
  bindings: CHALLENGED,
  before: async () => cloudflareSays({ success, hostname: 'localhost', action: 'vote' }),
  newVoter: true,
});
const cloudflareSays = (answer: unknown) =>
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json(answer));
const FULL_NETWORK = {
  headers: { 'CF-Connecting-IP': '203.0.113.7' },
  bindings: { MINT_LIMITER: fakeLimiter(0) },
};
const HASTY: Ask = { bindings: { BALLOT_LIMITER: fakeLimiter(0) } };
/** An article that only one newspaper may show, asked for by a page of another. */
const FOREIGN: Ask = {
  params: { article: 'for-one-paper' },
  headers: { Origin: 'https://other.example' },
  before: () => publish(realArticle({ id: 'for-one-paper', embedders: ['https://paper.example'] })),
};
const NOT_JSON: Ask = { headers: { 'Content-Type': 'text/plain' }, body: '{}' };
const NO_EDITOR: Ask = { headers: { Authorization: 'Bearer wrong' } };
const SOLVED = { turnstile: 'solved' };
const tooLong = (max: number): Ask => ({ body: ' '.repeat(max + 1) });
const BALLOT: Ask = { body: { outcome: 'neither' } };
/** A publication of what was verified elsewhere. */
const publication = (changes: Partial<Article> = {}): Ask => ({
  headers: REVIEWED,
  body: { article: realArticle(changes) },
});
const CHANGED = publication({ title: 'Another title' });

type Cases = Readonly<Record<string, Ask | readonly Ask[]>>;

/** By operation, what brings each of its answers about: by status, or by the problem's tag. */
export const CASES: Readonly<Record<string, Cases>> = {
  listArticles: {
    200: {},
    ...READ,
    'invalid-parameter': { query: 'limit=0' },
    unreachable: UNREACHABLE,
  },
  readArticle: { 200: {}, ...READ, 'article-not-found': NO_ARTICLE, unreachable: UNREACHABLE },
  publishArticle: {
    201: { params: { article: OTHER }, ...publication({ id: OTHER }) },
    200: publication(),
    'unsupported-media-type': NOT_JSON,
    'body-too-large': tooLong(MAX_PUBLICATION_BYTES),
    'invalid-body': [{ body: '{' }, { body: realArticle() }],
    'editor-unauthorized': both(NO_EDITOR, { body: {} }),
    'invalid-article': [{ body: { article: { id: 7 } } }, { body: { article: realArticle() } }],
    'precondition-required': CHANGED,
    'precondition-failed': both(CHANGED, { headers: { ...REVIEWED, 'If-Match': '"old"' } }),
    'poll-fixed': {
      ...both(publication({ polls: [] }), { headers: { ...REVIEWED, 'If-Match': '*' } }),
      before: async () => vote(pollPath(''), await newVoter()),
    },
    overloaded: both(publication(), OVERLOADED),
    unconfirmed: both(publication(), UNCONFIRMED),
    'not-acceptable': both(publication(), NOT_TAKEN),
    misconfigured: both(publication(), MISCONFIGURED),
  },
  readComparison: { 200: [{}, { query: 'actors=europe,russia' }], ...SELECTION },
  exportComparison: {
    200: ['csv', 'md', 'html'].map((format) => ({ params: { format } })),
    ...SELECTION,
    'unknown-format': { params: { format: 'pdf' } },
    'foreign-page': { ...FOREIGN, params: { article: 'for-one-paper', format: 'html' } },
  },
  readAgreement: { 200: [{}, { query: 'actors=europe,russia' }], ...SELECTION },
  readPoll: {
    200: [{}, EARLY, LATE, SECRET, VOTED, closed(), resolved(NEITHER), resolved(VOID)],
    ...READ,
    ...POLL,
  },
  readStandings: {
    200: [{}, EARLY, LATE, SECRET, VOTED, closed(), resolved(VOID)],
    ...READ,
    ...POLL,
  },
  watchStandings: {
    101: [{}, SECRET].map((poll) => ({ ...poll, headers: { Upgrade: 'websocket' } })),
    ...POLL,
    ...noAnswer({ headers: { Upgrade: 'websocket' } }),
    'upgrade-required': {},
    'too-many-sockets': CROWDED,
  },
  pollCsv: { 200: [{}, SECRET, closed()], ...READ, ...POLL },
  pollMarkdown: { 200: [{}, SECRET, closed()], ...READ, ...POLL },
  readHistory: { 200: [{}, SECRET, closed()], ...READ, ...POLL },
  readIntegrity: { 200: [{}, closed()], ...READ, ...POLL },
  listBallots: {
    200: closed(),
    304: both(closed(), HAS_IT),
    'not-acceptable': both(closed(), NOT_TAKEN),
    ...POLL,
    'poll-not-closed': {},
  },
  findBallot: {
    200: listed(),
    304: both(listed(), HAS_IT),
    'not-acceptable': both(listed(), NOT_TAKEN),
    ...POLL,
    'poll-not-closed': {},
    'receipt-not-found': closed(),
  },
  closePoll: {
    200: {},
    ...POLL,
    misconfigured: MISCONFIGURED,
    'editor-unauthorized': NO_EDITOR,
    'not-acceptable': NOT_TAKEN,
  },
  resolvePoll: {
    200: [
      ...[NEITHER, VOID].map((body) => ({ ...closed(), body })),
      both(resolved(VOID), { body: VOID }),
    ],
    'article-not-found': both(NO_ARTICLE, { body: VOID }),
    'poll-not-found': both(NO_POLL, { body: VOID }),
    ...noAnswer({ body: VOID }),
    misconfigured: both(MISCONFIGURED, { body: VOID }),
    'unsupported-media-type': NOT_JSON,
    'body-too-large': tooLong(MAX_RESOLUTION_BYTES),
    'invalid-body': [{ body: '{' }, { body: { ...VOID, more: 1 } }],
    'editor-unauthorized': both(NO_EDITOR, { body: VOID }),
    'unknown-outcome': both(closed(), { body: { ...NEITHER, outcome: 'perhaps' } }),
    'poll-not-closed': [{ body: NEITHER }, both(resolved(VOID), { body: NEITHER })],
    'not-acceptable': both({ body: VOID }, NOT_TAKEN),
  },
  undoResolution: {
    200: [{}, resolved(NEITHER)],
    ...POLL,
    misconfigured: MISCONFIGURED,
    'editor-unauthorized': NO_EDITOR,
    'not-acceptable': NOT_TAKEN,
  },
  createVoter: {
    'not-acceptable': NOT_TAKEN,
    201: [{ newVoter: true }, challenge(SOLVED)],
    200: {},
    'unsupported-media-type': both(challenge(SOLVED), NOT_JSON),
    'body-too-large': challenge(' '.repeat(MAX_CHALLENGE_BYTES + 1)),
    'invalid-body': [challenge('{'), challenge({ ...SOLVED, more: 1 })],
    'challenge-failed': challenge(SOLVED, false),
    misconfigured: [
      { ...MISCONFIGURED, newVoter: true },
      { newVoter: true, bindings: { TURNSTILE_SECRET: 'secret' } },
    ],
    'challenge-unavailable': { ...challenge(SOLVED), before: async () => cloudflareSays('?') },
    'too-many-voters': { newVoter: true, ...FULL_NETWORK },
  },
  castBallot: {
    201: [BALLOT, both(withPoll({ reveal: 'after-close' }), BALLOT)],
    200: both(BALLOT, { before: (voter) => castBallot(voter, 'both') }),
    'article-not-found': both(BALLOT, NO_ARTICLE),
    'poll-not-found': both(BALLOT, NO_POLL),
    ...noAnswer(BALLOT),
    unreachable: both(BALLOT, UNKNOWN),
    misconfigured: both(BALLOT, MISCONFIGURED),
    'unsupported-media-type': NOT_JSON,
    'body-too-large': tooLong(MAX_BALLOT_BYTES),
    'invalid-body': [{ body: '{' }, { body: { outcome: 'both', more: 1 } }],
    'invalid-voter': both(BALLOT, NO_VOTER),
    'foreign-page': both(BALLOT, FOREIGN),
    'too-many-ballots': both(BALLOT, HASTY),
    'unknown-outcome': { body: { outcome: 'perhaps' } },
    'poll-not-open': both(BALLOT, EARLY),
    'poll-closed': both(BALLOT, LATE),
    'poll-stale': both(BALLOT, stale()),
    'not-acceptable': both(BALLOT, NOT_TAKEN),
  },
  readBallot: {
    'not-acceptable': both(NOT_TAKEN, { before: (voter) => castBallot(voter, 'both') }),
    200: [
      { before: (voter) => castBallot(voter, 'both') },
      withPoll({ reveal: 'after-close' }, vote),
    ],
    ...POLL,
    unreachable: UNKNOWN,
    misconfigured: MISCONFIGURED,
    'invalid-voter': NO_VOTER,
    'foreign-page': FOREIGN,
    'no-ballot': {},
  },
  withdrawBallot: {
    204: { before: (voter) => castBallot(voter, 'both') },
    ...POLL,
    unreachable: UNKNOWN,
    misconfigured: MISCONFIGURED,
    'invalid-voter': NO_VOTER,
    'foreign-page': FOREIGN,
    'too-many-ballots': HASTY,
    'poll-not-open': EARLY,
    'poll-closed': LATE,
  },
  frontPage: { 200: {}, ...READ, unreachable: UNREACHABLE },
  articlePage: {
    200: {},
    308: CAPITALS,
    ...READ,
    'article-not-found': NO_ARTICLE,
    unreachable: UNREACHABLE,
    misconfigured: MISCONFIGURED,
  },
  articleCard: {
    200: {},
    308: CAPITALS,
    ...READ,
    'article-not-found': NO_ARTICLE,
    unreachable: UNREACHABLE,
  },
  embedPage: {
    200: [{}, { query: 'show=poll' }],
    308: CAPITALS,
    ...READ,
    ...SHOWN,
    'invalid-parameter': { query: 'show=nothing' },
    'poll-not-found': { query: 'show=poll&poll=nothing' },
    misconfigured: MISCONFIGURED,
  },
  pollFragment: {
    200: {},
    ...READ,
    'invalid-voter': { headers: { 'Standpoint-Voter': 'forged' } },
    'foreign-page': FOREIGN,
    ...SHOWN,
    misconfigured: MISCONFIGURED,
  },
  challengePage: {
    200: { bindings: CHALLENGED },
    304: both(HAS_IT, { bindings: CHALLENGED }),
    308: CAPITALS,
    'not-acceptable': both(NOT_TAKEN, { bindings: CHALLENGED }),
    unreachable: UNREACHABLE,
    'article-not-found': NO_ARTICLE,
    'not-found': {},
  },
  oembed: {
    200: { query: `url=https://standpoint.test/articles/${ARTICLE}` },
    304: both(HAS_IT, { query: `url=https://standpoint.test/articles/${ARTICLE}` }),
    'not-acceptable': both(NOT_TAKEN, { query: `url=https://standpoint.test/articles/${ARTICLE}` }),
    'invalid-parameter': { query: 'maxwidth=wide' },
    misconfigured: both(MISCONFIGURED, {
      query: `url=https://standpoint.test/articles/${ARTICLE}`,
    }),
    'not-found': { query: 'url=https://paper.example/articles/x' },
    'article-not-found': { query: 'url=https://standpoint.test/articles/nothing' },
    unreachable: both(UNREACHABLE, { query: `url=http://localhost/articles/${ARTICLE}` }),
    'format-not-implemented': { query: 'url=https://standpoint.test/articles/x&format=xml' },
  },
  ballotForm: {
    303: FORM,
    200: { ...FORM, body: 'outcome=both&from=frame' },
    'challenge-failed': { ...FORM, bindings: CHALLENGED, newVoter: true },
    'challenge-unavailable': {
      ...FORM,
      ...challenge('outcome=both&cf-turnstile-response=solved'),
      before: async () => cloudflareSays('?'),
    },
    'too-many-voters': {
      ...FORM,
      ...FULL_NETWORK,
      headers: { ...FORM.headers, ...FULL_NETWORK.headers },
      newVoter: true,
    },
    'too-many-ballots': both(FORM, HASTY),
    'foreign-form': { ...FORM, headers: { ...FORM.headers, 'Sec-Fetch-Site': 'cross-site' } },
    'unknown-outcome': { ...FORM, body: 'outcome=martians' },
    'body-too-large': { ...FORM, body: `outcome=${'x'.repeat(4_000)}` },
    'unsupported-media-type': {
      ...FORM,
      headers: { ...FORM.headers, 'Content-Type': 'multipart/form-data; boundary=x' },
    },
    'article-not-found': { ...FORM, ...NO_ARTICLE },
    'poll-not-found': { ...FORM, ...NO_POLL },
    'poll-stale': both(FORM, stale()),
    ...noAnswer(FORM),
    unreachable: { ...FORM, ...UNKNOWN },
    misconfigured: { ...FORM, ...MISCONFIGURED },
  },
  readHealth: { 200: {}, 'not-ready': MISCONFIGURED, 'not-acceptable': NOT_TAKEN },
};

/** Answers that are documented but not brought about here, each with the reason. */
export const NOT_DRIVEN: Readonly<Record<string, string>> = {
  internal: 'it is a fault of ours; its form is held by the test of every problem',
};
