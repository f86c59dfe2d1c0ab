/** An answer that is waited for at most `limit` ms; then it throws what may be tried again. */
export async function within<T>(limit: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(Object.assign(new Error('no answer in time'), { retryable: true })),
    limit,
  );
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
