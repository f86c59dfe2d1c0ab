import { MAX_BALLOT_BYTES } from '../../http/requests/schemas.ts';
import { BODY, json, type Operation, POLL, sent } from '../operation.ts';

/** A voter’s own ballot in a poll. */
export const ballots: readonly Operation[] = [
  {
    id: 'castBallot',
    group: 'Polls',
    method: 'put',
    path: '/v1/articles/{article}/polls/{poll}/ballot',
    summary: 'Vote, or change the vote',
    details:
      'It can be sent again safely: one voter has one ballot, and it is counted once. Where the answer has a header Standpoint-Voter, keep that token in place of the old one: it is signed with a newer key.',
    who: 'voter',
    headers: ['Accept'],
    body: { schema: 'BallotToCast', maxBytes: MAX_BALLOT_BYTES, example: '{"outcome":"neither"}' },
    answers: {
      201: sent('The voter’s first ballot here, now durable and counted.', json('Ballot')),
      200: sent('The ballot now in place of the one before.', json('Ballot')),
    },
    problems: [
      'misconfigured',
      ...POLL,
      ...BODY,
      'invalid-voter',
      'foreign-page',
      'too-many-ballots',
      'unknown-outcome',
      'poll-not-open',
      'poll-closed',
      'poll-stale',
      'not-acceptable',
    ],
  },
  {
    id: 'readBallot',
    group: 'Polls',
    method: 'get',
    path: '/v1/articles/{article}/polls/{poll}/ballot',
    summary: 'This voter’s ballot',
    who: 'voter',
    headers: ['Accept'],
    answers: { 200: sent('The current choice with its receipt.', json('Ballot')) },
    problems: [
      ...POLL,
      'misconfigured',
      'invalid-voter',
      'foreign-page',
      'no-ballot',
      'not-acceptable',
    ],
  },
  {
    id: 'withdrawBallot',
    group: 'Polls',
    method: 'delete',
    path: '/v1/articles/{article}/polls/{poll}/ballot',
    summary: 'Withdraw the ballot',
    who: 'voter',
    answers: { 204: { means: 'There is no ballot any more.', headers: ['Cache-Control'] } },
    problems: [
      ...POLL,
      'misconfigured',
      'invalid-voter',
      'foreign-page',
      'too-many-ballots',
      'poll-not-open',
      'poll-closed',
    ],
  },
];
