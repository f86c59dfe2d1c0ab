import { fail, ok, type Problem, type Result } from '../../domain/problem.ts';
import { TooLate, within } from '../within.ts';

/** How often an object is tried, and how long before the second time at most: ms, doubled for each more. */
const TRIES = 3;
const BACK_OFF = 50;
/** How long an object may take to answer, all tries together: ms. */
const CALL_LIMIT = 5_000;

export interface Reaching {
  /** Whether doing it twice is doing it once; else it is tried once. */
  readonly idempotent?: boolean;
  /** How long to wait for an answer: ms. */
  readonly limit?: number;
}

/** What Cloudflare marks the errors of a Durable Object call with. */
interface ObjectError {
  readonly overloaded?: boolean;
  readonly retryable?: boolean;
}
const marksOf = (error: unknown): ObjectError =>
  typeof error === 'object' && error !== null ? error : {};

/**
 * Calls an object. `call` makes its own stub, since one that has failed stays broken. It is tried
 * again after a `retryable` error, after a random while, so that a crowd does not come back as one;
 * never after `overloaded`, which more calls would only make worse. What was refused answers
 * `overloaded`; what may have been done although no answer came, `unconfirmed`. Any other error is
 * thrown.
 */
export async function reach<T>(
  call: () => Promise<T>,
  { idempotent = true, limit = CALL_LIMIT }: Reaching = {},
): Promise<Result<T>> {
  const end = Date.now() + limit;
  let problem: Problem = { tag: 'overloaded' };
  for (let tries = 1; ; tries += 1) {
    try {
      return ok(await within(end - Date.now(), call()));
    } catch (error) {
      const { overloaded = false, retryable = false } = marksOf(error);
      if (overloaded) return fail(problem);
      problem = { tag: 'unconfirmed' };
      if (error instanceof TooLate) return fail(problem);
      if (!retryable) throw error;
      const wait = Math.random() * BACK_OFF * 2 ** (tries - 1);
      if (!idempotent || tries === TRIES || Date.now() + wait >= end) return fail(problem);
      await scheduler.wait(wait);
    }
  }
}
