/**
 * The service with a ballot box that can be filled and counts the rows it writes. Never deployed:
 * it stands in for src/index.ts in a bundle of the benchmark.
 */
import { app } from '../../src/http/app.ts';
import { BallotBox as Box } from '../../src/storage/ballot-box.ts';
import type { Env } from '../../src/storage/env.ts';
import { fill } from './fill.ts';

export { Publisher } from '../../src/storage/publisher.ts';
export { Scoreboard } from '../../src/storage/scoreboard.ts';

export class BallotBox extends Box {
  readonly #rows: { written: number };

  constructor(ctx: DurableObjectState, env: Env) {
    const rows = { written: 0 };
    countRows(ctx.storage, rows);
    super(ctx, env);
    this.#rows = rows;
  }

  /**
   * Puts `count` ballots of nobody in and answers with how many the box holds. What it keeps in
   * memory is stale until it restarts.
   */
  fill(count: number): number {
    return fill(this.ctx.storage, count);
  }

  rowsWritten(): number {
    return this.#rows.written;
  }
}

/**
 * Adds up what the object's own cursors say they wrote (`SqlStorageCursor.rowsWritten`, which is
 * what Cloudflare bills), and one row for each alarm set, as it is billed too.
 */
function countRows(storage: DurableObjectStorage, rows: { written: number }): void {
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  const setAlarm = storage.setAlarm.bind(storage);
  Object.defineProperty(sql, 'exec', {
    value: (...args: Parameters<typeof exec>) => {
      const cursor = exec(...args);
      // A statement that writes has run to its end when exec returns.
      rows.written += cursor.rowsWritten;
      return cursor;
    },
  });
  Object.defineProperty(storage, 'setAlarm', {
    value: (...args: Parameters<typeof setAlarm>) => {
      rows.written += 1;
      return setAlarm(...args);
    },
  });
}

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (!pathname.startsWith('/bench/')) return app.fetch(request, env, context);
    const namespace = env.BALLOT_BOX as unknown as DurableObjectNamespace<BallotBox>;
    const box = namespace.getByName(searchParams.get('box') ?? '');
    if (pathname === '/bench/rows') return Response.json(await box.rowsWritten());
    return Response.json(await box.fill(Number(searchParams.get('count'))));
  },
};
