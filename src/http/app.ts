import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { articles } from './articles.ts';
import { ballotForm } from './ballot-form.ts';
import { comparison } from './comparison.tsx';
import type { App } from './context.ts';
import { embed } from './embed.tsx';
import { oembed } from './oembed.ts';
import { pages } from './pages.tsx';
import { pollFragment } from './poll-fragment.tsx';
import { polls, voters } from './polls.ts';
import { ProblemError, problemResponse } from './problem.ts';
import { CACHE } from './respond.ts';

/** The whole service. Every answer but a page's is JSON, every problem `application/problem+json`. */
const base = new Hono<App>();
base.use(
  methodNotAllowed({
    app: base,
    onMethodNotAllowed: (_, allow) => problemResponse({ tag: 'method-not-allowed', allow }),
  }),
);
base.use(
  cors({
    origin: '*',
    allowHeaders: [
      'Authorization',
      'Content-Type',
      'If-Match',
      'If-None-Match',
      'Standpoint-Voter',
    ],
    exposeHeaders: ['ETag'],
    maxAge: 86_400,
  }),
);
base.notFound((c) => problemResponse({ tag: 'not-found', path: c.req.path }));
base.onError((error) => {
  if (error instanceof ProblemError) return problemResponse(error.problem);
  if (error instanceof HTTPException && error.status === 400) {
    const faults = [{ path: '', message: 'is not well-formed' }];
    return problemResponse({ tag: 'invalid-body', faults });
  }
  console.error(error);
  return problemResponse({ tag: 'internal' });
});

export const app = base
  .route('/v1/articles', articles)
  .route('/v1/articles', comparison)
  .route('/v1/voters', voters)
  .route('/v1/polls', pollFragment)
  .route('/v1/polls', polls)
  .route('/', pages)
  .route('/', ballotForm)
  .route('/', embed)
  .route('/', oembed)
  .get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'Cache-Control': CACHE.private }));
