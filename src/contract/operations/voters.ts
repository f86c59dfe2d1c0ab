import { MAX_CHALLENGE_BYTES } from '../../http/requests/schemas.ts';
import { BODY, json, type Operation, sent } from '../operation.ts';

/** Tokens for new voters. */
export const voters: readonly Operation[] = [
  {
    id: 'createVoter',
    group: 'Voters',
    method: 'post',
    path: '/v1/voters',
    summary: 'A voter token',
    details:
      'Ask for one on the first vote and keep it; it says nothing of the reader. Who sends a good one in Standpoint-Voter is given one for the same voter, signed with the newest key.',
    headers: ['Standpoint-Voter', 'Accept'],
    body: {
      schema: 'SolvedChallenge',
      neededWhen: 'the voter is new and the service sets a challenge (Cloudflare Turnstile)',
      maxBytes: MAX_CHALLENGE_BYTES,
      example: '{"turnstile":"<the token of the solved challenge>"}',
    },
    answers: {
      201: sent('A new voter’s token, good for 400 days.', json('Voter')),
      200: sent('A new token of the voter who asked.', json('Voter')),
    },
    problems: [
      ...BODY,
      'challenge-failed',
      'challenge-unavailable',
      'too-many-voters',
      'misconfigured',
      'not-acceptable',
    ],
  },
];
