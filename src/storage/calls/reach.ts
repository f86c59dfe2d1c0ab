import { fail, ok, type Result } from '../../domain/problem.ts';

/** How often an object is tried, and how long before the second time: ms, doubled for each more. */
const TRIES = 3;
const BACK_OFF = 50;

/** What Cloudflare marks the errors of a Durable Object call with. */
interface ObjectError {
  readonly overloaded?: boolean;
  readonly retryable?: boolean;
}
const marksOf = (error: unknown): ObjectError =>
  typeof error === 'object' && error !== null ? error : {};

/**
 * Calls an object. `call` makes its own stub, since one that has failed stays broken, and must be
 * idempotent: it is tried again after a `retryable` error. Never after `overloaded`, which more
 * calls would only make worse: that answers `overloaded`. Any other error is thrown.
 */
export async function reach<T>(call: () => Promise<T>): Promise<Result<T>> {
  for (let tries = 1; ; tries += 1) {
    try {
      return ok(await call());
    } catch (error) {
      const { overloaded = false, retryable = false } = marksOf(error);
      if (overloaded) return fail({ tag: 'overloaded' });
      if (!retryable) throw error;
      if (tries === TRIES) return fail({ tag: 'overloaded' });
      await scheduler.wait(BACK_OFF * 2 ** (tries - 1));
    }
  }
}
