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

/** The value of a result, or the request stops with its problem. */
export function unwrap<T>(result: Result<T>): T {
  return result.ok ? result.value : raise(result.problem);
}

/** What every problem is answered with; some have members of their own beside. */
export interface ProblemAnswer {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

/** How Cloudflare names a request: what only looks so is not logged. */
const RAY = /^[0-9a-f]{16}(?:-[A-Z]{3})?$/;

/**
 * The problem in whatever was thrown. What is none of ours is a fault: the log has it whole, the
 * answer its name there alone. `ray` is what the network calls the request.
 */
export function problemOf(error: Error, ray = ''): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof HTTPException && error.status === 400) {
    return { tag: 'invalid-body', faults: [{ path: '', message: 'is not well-formed' }] };
  }
  const instance = `urn:uuid:${crypto.randomUUID()}`;
  console.error(RAY.test(ray) ? `${instance} ${ray}` : instance, error);
  return { tag: 'internal', instance };
}

/** Makes the RFC 9457 response of a problem; `type` is stable and names the tag. */
export function problemResponse(problem: Problem): Response {
  const { status, title, detail, more } = wording(problem);
  const type = `/problems/${problem.tag}`;
  const answer: ProblemAnswer = { type, title, status, detail, ...more };
  return new Response(`${JSON.stringify(answer)}\n`, {
    status,
    headers: {
      ...problemHeaders(problem),
      'Content-Type': 'application/problem+json',
      'Content-Language': 'en',
    },
  });
}

/** What the answer to a problem says beside its body, to programs and to people. */
export function problemHeaders(problem: Problem): Record<string, string> {
  const { headers, retryAfter } = wording(problem);
  return {
    ...EVERYWHERE,
    'Cache-Control': 'no-store',
    // People are told in their own language what programs are told in English; voters, their own; and
    // some pages are refused for where they are.
    Vary: 'Accept, Accept-Language, Origin, Standpoint-Voter',
    ...headers,
    // As the IETF's draft of RateLimit has it: nothing is left, and when there is more.
    ...(retryAfter !== undefined && {
      'Retry-After': String(retryAfter),
      RateLimit: `"${problem.tag}";r=0;t=${retryAfter}`,
    }),
  };
}
