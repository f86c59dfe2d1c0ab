import { MAX_RESOLUTION_BYTES } from '../../http/requests/schemas.ts';
import { BODY, json, type Operation, POLL, sent } from '../operation.ts';

/** What editors do with a poll. */
export const pollControl: readonly Operation[] = [
  {
    id: 'closePoll',
    group: 'Polls',
    method: 'post',
    path: '/v1/articles/{article}/polls/{poll}/close',
    summary: 'Close a poll early',
    details: 'A poll closes by itself at its time. Once closed it stays so; again changes nothing.',
    who: 'editor',
    headers: ['Accept'],
    answers: { 200: sent('It is closed; final says whether all is counted.', json('Standings')) },
    problems: [...POLL, 'misconfigured', 'editor-unauthorized', 'not-acceptable'],
  },
  {
    id: 'resolvePoll',
    group: 'Polls',
    method: 'put',
    path: '/v1/articles/{article}/polls/{poll}/resolution',
    summary: 'Say how a poll ended',
    details:
      'With an outcome, or with none (void), and the address of what shows it. The same again changes nothing.',
    who: 'editor',
    headers: ['Accept'],
    body: {
      schema: 'ResolutionToPublish',
      maxBytes: MAX_RESOLUTION_BYTES,
      example: '{"outcome":"neither","evidence":"https://gov.example/statement"}',
    },
    answers: { 200: sent('The poll with its resolution.', json('Poll')) },
    problems: [
      ...POLL,
      ...BODY,
      'misconfigured',
      'editor-unauthorized',
      'unknown-outcome',
      'poll-not-closed',
      'not-acceptable',
    ],
  },
  {
    id: 'undoResolution',
    group: 'Polls',
    method: 'delete',
    path: '/v1/articles/{article}/polls/{poll}/resolution',
    summary: 'Take a resolution back',
    details:
      'The poll is then closed and can be resolved again. Its log keeps both. Where there is none nothing changes.',
    who: 'editor',
    headers: ['Accept'],
    answers: { 200: sent('The poll without its resolution.', json('Poll')) },
    problems: [...POLL, 'misconfigured', 'editor-unauthorized', 'not-acceptable'],
  },
];
