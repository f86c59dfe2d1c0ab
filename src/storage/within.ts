/** What `within` throws when the time is over: it may be asked again. */
export class TooLate extends Error {
  readonly retryable = true;
}

/**
 * What `work` gives, or `TooLate` where it takes longer than `limit`: ms. The work itself goes on, and
 * nobody hears of it any more. While it waits it holds a timer of its own, so that a promise which
 * another request keeps may wake it: the platform ends a request that waits for nothing of its own.
 */
export async function within<T>(limit: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TooLate(`no answer within ${limit} ms`)), limit);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
