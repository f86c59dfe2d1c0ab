import type * as v from 'valibot';
import type { AnswerName } from './answers.ts';
import type { Tag } from './problems.ts';

/** What an answer carries: a named JSON value, or text of some other media type. */
export type Content = AnswerName | 'text';

/** One status that is not a problem. */
export interface Answer {
  readonly means: string;
  /** By media type, without its parameters; left out where there is no body. */
  readonly content?: Readonly<Record<string, Content>>;
  /** The headers it always has. */
  readonly headers: readonly HeaderName[];
  /** What each message of the connection holds, where the answer opens one. */
  readonly messages?: AnswerName;
}

/** One operation, as a client knows it. */
export interface Operation {
  /** A name for clients; unique. */
  readonly id: string;
  readonly group: 'Articles' | 'Polls' | 'Voters' | 'Pages' | 'Service';
  readonly method: 'get' | 'put' | 'post' | 'delete';
  /** With parameters in braces, each described in `PATH_PARAMETERS`. */
  readonly path: string;
  /** The app's own pattern, where it is not `path` with colons for braces. */
  readonly route?: string;
  /** Served from the built files, not by the Worker. */
  readonly asset?: true;
  readonly summary: string;
  readonly details?: string;
  /** Who may call it; anyone, if left out. */
  readonly who?: 'editor' | 'voter';
  /** Whether it knows a voter by the cookie of the service’s own pages. */
  readonly voterCookie?: true;
  /** The schema that the route validates its query with; each field is described in `PARAMETERS`. */
  readonly query?: v.ObjectSchema<v.ObjectEntries, undefined>;
  /** What else of the query it reads, and ignores where it is nonsense; described in `PARAMETERS`. */
  readonly reads?: readonly ('lang' | 'theme')[];
  /** Headers of the request, each described in `PARAMETERS`. */
  readonly headers?: readonly RequestHeader[];
  readonly body?: {
    readonly schema: RequestName;
    /** JSON if left out. */
    readonly type?: 'application/x-www-form-urlencoded';
    /** When it is needed, where it may be left out. */
    readonly neededWhen?: string;
    readonly maxBytes: number;
    /** What curl sends, as between the quotation marks after `-d`. */
    readonly example: string;
  };
  readonly answers: Readonly<Record<number, Answer>>;
  /** The problems it may answer, beside those that any path may. */
  readonly problems: readonly Tag[];
}

/** The named forms of what is sent. */
export type RequestName =
  | 'ArticleToPublish'
  | 'BallotToCast'
  | 'ResolutionToPublish'
  | 'SolvedChallenge'
  | 'BallotForm';
export type RequestHeader =
  | 'If-Match'
  | 'If-None-Match'
  | 'Accept'
  | 'Accept-Language'
  | 'Standpoint-Voter'
  | 'Sec-WebSocket-Protocol';
export type HeaderName = keyof typeof HEADERS;

/** The headers of answers. */
export const HEADERS = {
  'Cache-Control': 'How long the answer may be kept.',
  ETag: 'The hash of the representation; send it in If-None-Match to be answered 304.',
  'X-Content-Type-Options': 'Always nosniff.',
  'Content-Security-Policy': 'What the page may load and run.',
  Location: 'Where to go on.',
  Allow: 'The methods that there are.',
  'WWW-Authenticate': 'How to authenticate.',
  RateLimit: 'Which limit was met, and in how many seconds there is more.',
  'Retry-After': 'Seconds to wait before the request is sent again.',
  Upgrade: 'The protocol to connect with.',
} as const;

/** What the parameters in paths stand for, with values that exist once `npm start` has run. */
export const PATH_PARAMETERS = {
  article: {
    means: 'The id of an article.',
    example: 'russia-rare-earths-offer',
    known: undefined,
  },
  poll: { means: 'The id of one of the article’s polls.', example: 'who-signs', known: undefined },
  receipt: {
    means: 'The receipt of a ballot, as its voter got it.',
    example: '0123456789abcdef0123456789abcdef',
    known: undefined,
  },
  format: {
    means: 'The form of the answer: CSV, Markdown or a fragment of HTML.',
    example: 'csv',
    known: ['csv', 'md', 'html'],
  },
} as const;

/** What the parameters of queries and headers say. */
export const PARAMETERS = {
  actors: 'Ids of actors, separated by commas, in the order to show them; all if left out.',
  topics: 'Ids of topics, separated by commas, in the order to show them; all if left out.',
  show: 'What the frame shows.',
  poll: 'The id of the poll to show; the first if left out.',
  url: 'The address of an article’s page here.',
  format: 'json; there is no other.',
  maxwidth: 'The most CSS pixels there are in width.',
  maxheight: 'The most CSS pixels there are in height.',
  limit: 'How many articles to list.',
  cursor: 'Where to go on: the cursor of the page before.',
  lang: 'The language of the interface: en, uk, ru, fr, de or ar. It goes before Accept-Language.',
  theme: 'The colours; auto follows the reader’s system.',
  Accept: 'Media types; without it, or with the one that is here in it, that is sent.',
  'Accept-Language':
    'The languages the reader prefers; without one of those that there are, the article’s own is used.',
  'If-Match':
    'The version to replace, in quotation marks; or several, or * for whichever is there. Needed once an article is published.',
  'If-None-Match': 'The ETag of the answer one has; 304 comes back while it is still that.',
  'Standpoint-Voter':
    'A voter token. Where the poll reveals its counts after the vote, they are shown to a voter who has voted.',
  'Sec-WebSocket-Protocol':
    'standpoint, or standpoint and a voter token after a comma: a browser’s WebSocket sends no other header.',
} as const;

/** Problems that several operations share. */
export const POLL = [
  'article-not-found',
  'poll-not-found',
  'overloaded',
  'unconfirmed',
  'unreachable',
] as const;
/** Of what reads an article alone. */
export const ARTICLE = ['article-not-found', 'unreachable'] as const;
/** Of what shows an article with its polls, whether or not their counts can be had. */
export const SHOWN = ['article-not-found', 'poll-not-found', 'unreachable'] as const;
export const BODY = ['unsupported-media-type', 'body-too-large', 'invalid-body'] as const;

const CACHED = ['Cache-Control', 'X-Content-Type-Options'] as const;

/** An answer that caches may keep and clients may ask for again: 200, or 304 when they have it. */
export const kept = (means: string, content: Readonly<Record<string, Content>>) => ({
  200: sent(means, content, 'ETag'),
  304: { means: 'The client has it already.', headers: [...CACHED, 'ETag'] as const },
});
/** An answer with the usual headers and perhaps others. */
export const sent = (
  means: string,
  content: Readonly<Record<string, Content>>,
  ...more: readonly HeaderName[]
): Answer => ({ means, content, headers: [...CACHED, ...more] });
/** A page for people, which caches may ask for again too. */
export const page = (means: string) => ({
  ...kept(means, { 'text/html': 'text' }),
  200: sent(means, { 'text/html': 'text' }, 'ETag', 'Content-Security-Policy'),
});
/** JSON of a named form. */
export const json = (name: AnswerName) => ({ 'application/json': name });
