/**
 * The service with a ballot box that can be filled, and objects that count the rows they write and
 * the requests they get. Never deployed: it stands in for src/index.ts in a bundle of the benchmark.
 */
import { app } from '../../src/http/app.ts';
import { BallotBox as Box } from '../../src/storage/box/ballot-box.ts';
import type { Env } from '../../src/env.ts';
import { Scoreboard as Board } from '../../src/storage/scoreboard/scoreboard.ts';
import type { Counted } from './counted.ts';
import { fill } from './fill.ts';

export { Publisher } from '../../src/storage/publisher/publisher.ts';

/** Of all objects together: they share this isolate. */
const counted: Counted = { rows: 0, requests: 0 };

export class BallotBox extends Box {
  constructor(ctx: DurableObjectState, env: Env) {
    countRows(ctx.storage);
    super(ctx, env);
  }

  override cast(...args: Parameters<Box['cast']>): ReturnType<Box['cast']> {
    counted.requests += 1;
    return super.cast(...args);
  }

  override alarm(): Promise<void> {
    counted.requests += 1;
    return super.alarm();
  }

  /**
   * Puts `count` ballots of nobody in and answers with how many the box holds. What it keeps in
   * memory is stale until it restarts.
   */
  fill(count: number): number {
    return fill(this.ctx.storage, count);
  }
}

export class Scoreboard extends Board {
  constructor(state: DurableObjectState, env: Env) {
    countRows(state.storage);
    super(state, env);
  }

  override fetch(request: Request): Promise<Response> {
    counted.requests += 1;
    return super.fetch(request);
  }

  override alarm(): Promise<void> {
    counted.requests += 1;
    return super.alarm();
  }
}

/**
 * Adds up what an object's own cursors say they wrote (`SqlStorageCursor.rowsWritten`, which is what
 * Cloudflare bills), and one row for each alarm set, as it is billed too.
 */
function countRows(storage: DurableObjectStorage): void {
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  const setAlarm = storage.setAlarm.bind(storage);
  Object.defineProperty(sql, 'exec', {
    value: (...args: Parameters<typeof exec>) => {
      const cursor = exec(...args);
      // A statement that writes has run to its end when exec returns.
      counted.rows += cursor.rowsWritten;
      return cursor;
    },
  });
  Object.defineProperty(storage, 'setAlarm', {
    value: (...args: Parameters<typeof setAlarm>) => {
      counted.rows += 1;
      return setAlarm(...args);
    },
  });
}

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (!pathname.startsWith('/bench/')) return app.fetch(request, env, context);
    if (pathname === '/bench/counted') return Response.json(counted);
    const namespace = env.BALLOT_BOX as unknown as DurableObjectNamespace<BallotBox>;
    const box = namespace.getByName(searchParams.get('box') ?? '');
    return Response.json(await box.fill(Number(searchParams.get('count'))));
  },
};
