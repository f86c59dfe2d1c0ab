import { json, kept, type Operation, POLL } from '../operation.ts';

/** A result to be printed elsewhere, with what must be said of it. */
const exported = (id: string, format: string, type: string, summary: string): Operation => ({
  id,
  group: 'Polls',
  method: 'get',
  path: `/v1/articles/{article}/polls/{poll}.${format}`,
  route: `/v1/articles/:article/polls/:file{[a-z0-9-]+\\.${format}}`,
  summary,
  details:
    'Votes and whole per cent that add up to 100, with the question, from when to when, and that it is not representative.',
  reads: ['lang'],
  headers: ['Accept', 'Accept-Language', 'If-None-Match'],
  answers: kept('The result as anyone sees it now.', { [type]: 'text' }),
  problems: [...POLL, 'not-acceptable'],
});

/** What anyone may read of a poll. */
export const polls: readonly Operation[] = [
  {
    id: 'readPoll',
    group: 'Polls',
    method: 'get',
    path: '/v1/articles/{article}/polls/{poll}',
    summary: 'A poll and its standings',
    details: 'As it is published, with where it stands, how it ended and what happened to it.',
    headers: ['Standpoint-Voter', 'Accept', 'If-None-Match'],
    answers: kept('Question, outcomes, rule, resolution and standings.', json('Poll')),
    problems: [...POLL, 'not-acceptable'],
  },
  {
    id: 'readStandings',
    group: 'Polls',
    method: 'get',
    path: '/v1/articles/{article}/polls/{poll}/standings',
    summary: 'The counts of a poll',
    headers: ['Standpoint-Voter', 'Accept', 'If-None-Match'],
    answers: kept('The counts, at most about a second old.', json('Standings')),
    problems: [...POLL, 'not-acceptable'],
  },
  {
    id: 'watchStandings',
    group: 'Polls',
    method: 'get',
    path: '/v1/articles/{article}/polls/{poll}/live',
    summary: 'The counts of a poll as they change',
    details:
      'A WebSocket: the standings at once, then whenever they change, at most one message a second. Send ping as text to be answered pong. Where it cannot be had, read the standings instead.',
    headers: ['Sec-WebSocket-Protocol'],
    answers: {
      101: {
        means: 'The WebSocket is open; each message is the standings.',
        headers: [],
        messages: 'Standings',
      },
    },
    problems: [...POLL, 'upgrade-required', 'too-many-sockets'],
  },
  exported('pollCsv', 'csv', 'text/csv', 'A poll’s result as CSV'),
  exported('pollMarkdown', 'md', 'text/markdown', 'A poll’s result as Markdown'),
  {
    id: 'readHistory',
    group: 'Polls',
    method: 'get',
    path: '/v1/articles/{article}/polls/{poll}/history',
    summary: 'How the counts moved',
    details: 'Dense for the last hour, thinner the older it is. Empty while nothing is revealed.',
    headers: ['Standpoint-Voter', 'Accept', 'If-None-Match'],
    answers: kept('Snapshots of the counts, the oldest first.', json('History')),
    problems: [...POLL, 'not-acceptable'],
  },
  {
    id: 'readIntegrity',
    group: 'Polls',
    method: 'get',
    path: '/v1/articles/{article}/polls/{poll}/integrity',
    summary: 'What was done with what was sent',
    headers: ['Standpoint-Voter', 'Accept', 'If-None-Match'],
    answers: kept(
      'How many ballots were accepted, changed, withdrawn, refused.',
      json('Integrity'),
    ),
    problems: [...POLL, 'not-acceptable'],
  },
  {
    id: 'listBallots',
    group: 'Polls',
    method: 'get',
    path: '/v1/articles/{article}/polls/{poll}/ballots.csv',
    summary: 'The public ballot list',
    details:
      'Once the poll is closed and counted: receipt and outcome, in the order of the receipts, so that it tells nothing of when anyone voted. Voters find theirs by the receipt.',
    headers: ['Accept', 'If-None-Match'],
    answers: kept('Every ballot, one a line.', { 'text/csv': 'text' }),
    problems: [...POLL, 'poll-not-closed', 'not-acceptable'],
  },
  {
    id: 'findBallot',
    group: 'Polls',
    method: 'get',
    path: '/v1/articles/{article}/polls/{poll}/ballots/{receipt}',
    summary: 'One ballot of the public ballot list',
    details: 'Once the poll is closed and counted: what the list says of a receipt.',
    headers: ['Accept', 'If-None-Match'],
    answers: kept('The outcome that was counted.', json('ListedBallot')),
    problems: [...POLL, 'poll-not-closed', 'receipt-not-found', 'not-acceptable'],
  },
];
