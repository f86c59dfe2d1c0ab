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
    details: 'Ask for one on the first vote and keep it; it says nothing of the reader.',
    headers: ['Accept'],
    body: {
      schema: 'SolvedChallenge',
      neededWhen: 'the service sets a challenge (Cloudflare Turnstile)',
      maxBytes: MAX_CHALLENGE_BYTES,
      example: '{"turnstile":"<the token of the solved challenge>"}',
    },
    answers: { 201: sent('A new token, good for 400 days.', json('Voter')) },
    problems: [...BODY, 'challenge-failed', 'too-many-voters', 'misconfigured', 'not-acceptable'],
  },
];
