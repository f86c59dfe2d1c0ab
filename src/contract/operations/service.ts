import { json, kept, type Operation, page, sent } from '../operation.ts';

/** The service itself. */
export const service: readonly Operation[] = [
  {
    id: 'readHealth',
    group: 'Service',
    method: 'get',
    path: '/healthz',
    summary: 'Whether the service can do its job',
    details: 'It can when what its operator sets is whole, KV answers and an article is published.',
    headers: ['Accept'],
    answers: { 200: sent('It can.', json('Health')) },
    problems: ['not-ready', 'not-acceptable'],
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
    id: 'readArticleSchema',
    group: 'Service',
    method: 'get',
    path: '/schemas/article.json',
    asset: true,
    summary: 'The JSON Schema of an article',
    details:
      'What PUT /v1/articles/{article} takes, described field by field for tools that check and complete as one writes. Name it in "$schema".',
    headers: ['If-None-Match'],
    answers: kept('The schema.', { 'application/schema+json': 'JsonSchema' }),
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
