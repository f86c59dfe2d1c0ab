import { MAX_ARTICLE_BYTES, PageQuery, SelectionQuery } from '../../http/requests.ts';
import { BODY, json, kept, type Operation, sent } from '../operation.ts';

const SELECTION = ['invalid-parameter', 'article-not-found', 'not-acceptable'] as const;

/** What is read and published of articles. */
export const articles: readonly Operation[] = [
  {
    id: 'listArticles',
    group: 'Articles',
    method: 'get',
    path: '/v1/articles',
    summary: 'What is published',
    details: 'By id, page by page: while cursor is not null, send it to get the next page.',
    query: PageQuery,
    answers: { 200: sent('One page of the list.', json('ArticleList')) },
    problems: ['invalid-parameter'],
  },
  {
    id: 'readArticle',
    group: 'Articles',
    method: 'get',
    path: '/v1/articles/{article}',
    summary: 'A published article',
    details: 'Everything that was reviewed: actors, topics, positions with their evidence, polls.',
    headers: ['If-None-Match'],
    answers: kept('The article.', json('Article')),
    problems: ['article-not-found'],
  },
  {
    id: 'publishArticle',
    group: 'Articles',
    method: 'put',
    path: '/v1/articles/{article}',
    summary: 'Publish an article',
    details:
      'A replacement names the version it replaces in If-Match, so that two editors cannot overwrite each other. The same content again changes nothing. A poll that has begun keeps its outcomes, times, boxes and reveal policy.',
    who: 'editor',
    headers: ['If-Match', 'If-None-Match'],
    body: {
      schema: 'ArticleToPublish',
      maxBytes: MAX_ARTICLE_BYTES,
      example: '@data/articles/russia-rare-earths-offer.json',
    },
    answers: {
      201: sent('Published for the first time.', json('Publication'), 'ETag'),
      200: sent('Published in place of the version before.', json('Publication'), 'ETag'),
    },
    problems: [
      ...BODY,
      'editor-unauthorized',
      'invalid-article',
      'precondition-required',
      'precondition-failed',
      'poll-fixed',
    ],
  },
  {
    id: 'readComparison',
    group: 'Articles',
    method: 'get',
    path: '/v1/articles/{article}/comparison',
    summary: 'Actors side by side',
    details: 'Every proposition has a cell for every actor; null is “not stated in this article”.',
    query: SelectionQuery,
    headers: ['If-None-Match'],
    answers: kept('The comparison.', json('Comparison')),
    problems: SELECTION,
  },
  {
    id: 'exportComparison',
    group: 'Articles',
    method: 'get',
    path: '/v1/articles/{article}/comparison.{format}',
    route: '/v1/articles/:article/:file{comparison\\.[^/]*}',
    summary: 'Actors side by side, in another form',
    query: SelectionQuery,
    headers: ['If-None-Match'],
    answers: kept('The comparison, in the form that the suffix names.', {
      'text/csv': 'text',
      'text/markdown': 'text',
      'text/html': 'text',
    }),
    problems: [...SELECTION, 'unknown-format'],
  },
  {
    id: 'readAgreement',
    group: 'Articles',
    method: 'get',
    path: '/v1/articles/{article}/agreement',
    summary: 'How close actors are',
    details: 'Every pair of the actors asked for; exactly two are answered with the arithmetic.',
    query: SelectionQuery,
    headers: ['If-None-Match'],
    answers: kept('The agreement of every pair.', json('Agreement')),
    problems: SELECTION,
  },
];
