import { Connection } from './client.ts';

/** What one load saw. `rate` is answers a second, `p50` and `p99` are ms. */
export interface Sample {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly answers: number;
}

export interface Load {
  readonly origin: URL;
  readonly connections: number;
  readonly seconds: number;
  /** The next request in its wire form, or `undefined` when there are no more. */
  readonly next: () => string | undefined;
  /** The statuses that are answers; any other ends the load with an error. */
  readonly expect: readonly number[];
}

/** Keeps every connection busy with one request at a time for `seconds`. */
export async function load({ origin, connections, seconds, next, expect }: Load): Promise<Sample> {
  const times: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1_000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = new Connection(origin);
      try {
        for (let sent = performance.now(); sent < end; ) {
          const request = next();
          if (request === undefined) break;
          const status = await connection.send(request);
          const now = performance.now();
          if (!expect.includes(status)) throw new Error(`${origin.host} answered ${status}`);
          times.push(now - sent);
          sent = now;
        }
      } finally {
        connection.close();
      }
    }),
  );
  const took = (performance.now() - started) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { rate: times.length / took, p50: at(0.5), p99: at(0.99), answers: times.length };
}
