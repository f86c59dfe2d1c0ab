import { type Operation, page, sent } from '../operation.ts';

/** What people read. */
export const pages: readonly Operation[] = [
  {
    id: 'frontPage',
    group: 'Pages',
    method: 'get',
    path: '/',
    summary: 'The comparisons there are, for people',
    answers: { 200: page('The list, as a page.') },
    problems: [],
  },
  {
    id: 'articlePage',
    group: 'Pages',
    method: 'get',
    path: '/articles/{article}',
    summary: 'Comparison and polls, for people',
    details: 'It works without JavaScript.',
    answers: { 200: page('The page.') },
    problems: ['article-not-found'],
  },
  {
    id: 'styleSheet',
    group: 'Pages',
    method: 'get',
    path: '/standpoint.css',
    summary: 'The style sheet of the pages',
    answers: { 200: sent('The style sheet.', { 'text/css': 'text' }) },
    problems: [],
  },
];
