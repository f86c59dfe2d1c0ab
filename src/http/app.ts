import type { ApplyGlobalResponse } from 'hono/client';
import { Hono } from 'hono/tiny';
import type { ClientErrorStatusCode, ServerErrorStatusCode } from 'hono/utils/http-status';
import { articles } from './articles/routes.ts';
import { ballotList } from './polls/ballot-list.ts';
import { ballotForm } from './polls/ballot-form.tsx';
import { comparison } from './articles/comparison.tsx';
import type { App } from './context.ts';
import { embed } from './pages/embed.tsx';
import { EVERYWHERE } from './answers/headers.ts';
import { oembed } from './pages/oembed.ts';
import { pages } from './pages/routes.tsx';
import { ballots } from './polls/ballot.ts';
import { pollControl } from './polls/control.ts';
import { toCanonical } from './requests/canonical.ts';
import { polls } from './polls/routes.ts';
import { answerError, answerProblem } from './answers/answer-error.tsx';
import { type ProblemAnswer, unwrap } from './answers/problem.ts';
import { pollExports } from './polls/export.ts';
import { healthOf } from './health.ts';
import { pollFragment } from './polls/fragment.tsx';
import { privately, send } from './answers/send.ts';
import { VOTER_HEADER } from './voters/token.ts';
import { voters } from './voters/routes.ts';

/** The whole service. */
const base = new Hono<App>();

const METHODS = ['GET', 'PUT', 'POST', 'DELETE'];
/** The methods that a path has. No route here is for all methods. */
const allowed = (path: string): string[] =>
  METHODS.filter((method) => base.router.match(method, path)[0].length > 0).flatMap((method) =>
    method === 'GET' ? ['GET', 'HEAD'] : [method],
  );

/** What pages of other sites may send to a path: the answer to their browsers' preflight. */
const preflight = (allow: readonly string[]) => ({
  ...EVERYWHERE,
  Allow: allow.join(', '),
  'Access-Control-Allow-Methods': allow.join(', '),
  'Access-Control-Allow-Headers': `Authorization, Content-Type, If-Match, If-None-Match, ${VOTER_HEADER}`,
  'Access-Control-Max-Age': '86400',
  'Cache-Control': 'no-store',
});

/** What no route answers, off the path of what is read most. */
base.notFound((c) => {
  const { path, method } = c.req;
  const allow = allowed(path);
  if (allow.length === 0) {
    return toCanonical(c) ?? answerProblem({ tag: 'not-found', path }, c);
  }
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: preflight(allow) });
  return answerProblem({ tag: 'method-not-allowed', allow }, c);
});
base.onError(answerError);

export const app = base
  .route('/v1/articles', articles)
  .route('/v1/articles', comparison)
  .route('/v1/voters', voters)
  .route('/v1/articles', ballots)
  .route('/v1/articles', pollFragment)
  .route('/v1/articles', pollExports)
  .route('/v1/articles', polls)
  .route('/v1/articles', ballotList)
  .route('/v1/articles', pollControl)
  .route('/', pages)
  .route('/', ballotForm)
  .route('/', embed)
  .route('/', oembed)
  .get('/healthz', async (c) => {
    unwrap(await healthOf(c.env));
    return send(c, privately({ status: 'ok' as const }));
  });

/** The service as a typed client sees it, `hc<Service>(origin)`: any call may meet a problem. */
export type Service = ApplyGlobalResponse<
  typeof app,
  Record<ClientErrorStatusCode | ServerErrorStatusCode, { json: ProblemAnswer }>
>;
