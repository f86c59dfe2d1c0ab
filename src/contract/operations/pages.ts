import { EmbedQuery, MAX_FORM_BYTES, OembedQuery } from '../../http/requests/schemas.ts';
import { type Content, json, kept, type Operation, page, POLL } from '../operation.ts';

/** A file that is built and served beside the Worker. */
const file = (
  id: string,
  path: string,
  content: Readonly<Record<string, Content>>,
  summary: string,
): Operation => ({
  id,
  group: 'Pages',
  method: 'get',
  path,
  asset: true,
  summary,
  headers: ['If-None-Match'],
  answers: kept('The file.', content),
  problems: [],
});

/** A page that other forms of its address lead to. */
const MOVED = {
  308: {
    means:
      'Another form of the address, such as one with a slash at its end: Location has its one.',
    headers: ['Cache-Control', 'Location'],
  },
} as const;

/** What people read. */
export const pages: readonly Operation[] = [
  {
    id: 'frontPage',
    group: 'Pages',
    method: 'get',
    path: '/',
    summary: 'The comparisons there are, for people',
    reads: ['lang'],
    headers: ['Accept', 'Accept-Language', 'If-None-Match'],
    answers: page('The list, as a page.'),
    problems: ['not-acceptable'],
  },
  {
    id: 'articlePage',
    group: 'Pages',
    method: 'get',
    path: '/articles/{article}',
    summary: 'Comparison and polls, for people',
    details: 'It works without JavaScript.',
    reads: ['lang', 'theme'],
    voterCookie: true,
    headers: ['Accept', 'Accept-Language', 'If-None-Match'],
    answers: { ...page('The page.'), ...MOVED },
    problems: ['article-not-found', 'overloaded', 'misconfigured', 'not-acceptable'],
  },
  {
    id: 'ballotForm',
    group: 'Pages',
    method: 'post',
    path: '/articles/{article}/polls/{poll}/ballot',
    summary: 'Vote with a form, without JavaScript',
    reads: ['lang'],
    details:
      'The fields are outcome, or action=withdraw. The voter token is in a cookie of this service’s own; a form that another site sends is refused. The answer leads back to the page.',
    voterCookie: true,
    body: {
      schema: 'BallotForm',
      type: 'application/x-www-form-urlencoded',
      maxBytes: MAX_FORM_BYTES,
      example: 'outcome=neither',
    },
    answers: { 303: { means: 'Done; the page shows it.', headers: ['Cache-Control', 'Location'] } },
    problems: [
      ...POLL,
      'misconfigured',
      'body-too-large',
      'unsupported-media-type',
      'foreign-form',
      'unknown-outcome',
      'poll-stale',
    ],
  },
  {
    id: 'articleCard',
    group: 'Pages',
    method: 'get',
    path: '/articles/{article}/card.png',
    summary: 'A picture of the comparison, for links that are shared',
    headers: ['Accept', 'If-None-Match'],
    answers: { ...kept('The picture.', { 'image/png': 'text' }), ...MOVED },
    problems: ['article-not-found', 'not-acceptable'],
  },
  {
    id: 'embedPage',
    group: 'Pages',
    method: 'get',
    path: '/embed/{article}',
    summary: 'The frameable page',
    query: EmbedQuery,
    reads: ['lang', 'theme'],
    headers: ['Accept', 'Accept-Language', 'If-None-Match'],
    answers: { ...page('The comparison, or one poll.'), ...MOVED },
    problems: [...POLL, 'misconfigured', 'invalid-parameter', 'not-acceptable'],
  },
  {
    id: 'pollFragment',
    group: 'Pages',
    method: 'get',
    path: '/v1/articles/{article}/polls/{poll}.html',
    route: '/v1/articles/:article/polls/:file{[a-z0-9-]+\\.html}',
    summary: 'A poll as a fragment of HTML, as the custom elements show it',
    reads: ['lang', 'theme'],
    headers: ['Standpoint-Voter', 'Accept', 'Accept-Language', 'If-None-Match'],
    answers: kept('The poll, with the voter’s ballot if one asks.', { 'text/html': 'text' }),
    problems: [...POLL, 'misconfigured', 'invalid-voter', 'not-acceptable'],
  },
  {
    id: 'oembed',
    group: 'Pages',
    method: 'get',
    path: '/oembed',
    summary: 'oEmbed 1.0, type rich',
    query: OembedQuery,
    headers: ['Accept', 'If-None-Match'],
    answers: kept('How to embed the page.', json('Oembed')),
    problems: [
      'misconfigured',
      'invalid-parameter',
      'not-found',
      'article-not-found',
      'format-not-implemented',
      'not-acceptable',
    ],
  },
  file('icon', '/favicon.ico', { 'image/vnd.microsoft.icon': 'text' }, 'The service’s icon'),
  file('robots', '/robots.txt', { 'text/plain': 'text' }, 'What crawlers may fetch'),
  file('styleSheet', '/standpoint.css', { 'text/css': 'text' }, 'The style sheet of the pages'),
  file('pageStyleSheet', '/page.css', { 'text/css': 'text' }, 'What whole pages have beside it'),
  file('elementsScript', '/widget.js', { 'text/javascript': 'text' }, 'The custom elements'),
  file(
    'frameScript',
    '/embed.js',
    { 'text/javascript': 'text' },
    'The script of the frameable page',
  ),
  file(
    'elementsRelease',
    '/widget.json',
    json('Release'),
    'The copy of the elements’ script that never changes, with its SRI hash',
  ),
  file(
    'elementsManifest',
    '/custom-elements.json',
    json('Manifest'),
    'The custom elements, described for editors’ tools',
  ),
];
