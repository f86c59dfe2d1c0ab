import { HTTPException } from 'hono/http-exception';
import type { Problem, Result } from '../../domain/problem.ts';
import { EVERYWHERE } from './headers.ts';
import { wording } from './problem-wording.ts';

/** A problem on its way to the one place that answers it. */
class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.tag);
    this.problem = problem;
  }
}

/** Stops the request with a problem. */
export function raise(problem: Problem): never {
  throw new ProblemError(problem);
}

/** The problem that stopped a request; `null` for any other error. */
export const problemOf = (error: unknown): Problem | null =>
  error instanceof ProblemError ? error.problem : null;

/** The value of a result, or the request stops with its problem. */
export function unwrap<T>(result: Result<T>): T {
  return result.ok ? result.value : raise(result.problem);
}

/** Makes the RFC 9457 response of a problem; `type` is stable and names the tag. */
export function problemResponse(problem: Problem): Response {
  const { status, title, detail, more, headers } = wording(problem);
  const type = `/problems/${problem.tag}`;
  return new Response(`${JSON.stringify({ type, title, status, detail, ...more })}\n`, {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...EVERYWHERE,
      ...headers,
    },
  });
}

/** Answers whatever was thrown; what is not a problem of ours is logged, and not shown. */
export function answerError(error: Error): Response {
  if (error instanceof ProblemError) return problemResponse(error.problem);
  if (error instanceof HTTPException && error.status === 400) {
    const faults = [{ path: '', message: 'is not well-formed' }];
    return problemResponse({ tag: 'invalid-body', faults });
  }
  console.error(error);
  return problemResponse({ tag: 'internal' });
}
