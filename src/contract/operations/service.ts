import { json, kept, type Operation, page, sent } from '../operation.ts';

/** The service itself. */
export const service: readonly Operation[] = [
  {
    id: 'readHealth',
    group: 'Service',
    method: 'get',
    path: '/healthz',
    summary: 'Whether the service runs',
    headers: ['Accept'],
    answers: { 200: sent('It runs.', json('Health')) },
    problems: ['not-acceptable'],
  },
  {
    id: 'readContract',
    group: 'Service',
    method: 'get',
    path: '/openapi.json',
    asset: true,
    summary: 'This contract',
    details: 'OpenAPI 3.1, made from the schemas that validate requests.',
    headers: ['If-None-Match'],
    answers: kept('The document.', { 'application/json': 'Document' }),
    problems: [],
  },
  {
    id: 'readDocs',
    group: 'Service',
    method: 'get',
    path: '/docs',
    asset: true,
    summary: 'This contract, for people',
    headers: ['If-None-Match'],
    answers: page('The page.'),
    problems: [],
  },
];
