/** What `within` throws when the time is over. */
export class TooLate extends Error {}

/**
 * What `work` gives, or `TooLate` where it takes longer than `limit`: ms. The work itself goes on, and
 * nobody hears of it any more. While it waits it holds a timer of its own, so that a promise which
 * another request keeps may wake it: the platform ends a request that waits for nothing of its own.
 */
export async function within<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`no answer within ${limit} ms`)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
