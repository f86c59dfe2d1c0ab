/**
 * The service with objects that stop the whole process at a write that is named beforehand, so that a
 * kill finds it between two writes. Never deployed: it stands in for src/index.ts in a bundle.
 */
import { app } from '../../src/http/app.ts';
import type { Env } from '../../src/env.ts';
import { BallotBox as Box } from '../../src/storage/box/ballot-box.ts';
import { Publisher as Publishing } from '../../src/storage/publisher/publisher.ts';
import { Scoreboard as Board } from '../../src/storage/scoreboard/scoreboard.ts';

/** Writes of all objects until it stops; 0 is never. */
let left = 0;

function wrote(): void {
  if (left === 0) return;
  left -= 1;
  if (left > 0) return;
  for (;;); // nothing happens any more, not even the commit of this write
}

/** Counts statements that write rows, and alarms. */
function counting(storage: DurableObjectStorage): void {
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  const setAlarm = storage.setAlarm.bind(storage);
  Object.defineProperty(sql, 'exec', {
    value: (...args: Parameters<typeof exec>) => {
      const cursor = exec(...args);
      if (cursor.rowsWritten > 0) wrote();
      return cursor;
    },
  });
  Object.defineProperty(storage, 'setAlarm', {
    value: (...args: Parameters<typeof setAlarm>) => {
      const set = setAlarm(...args);
      wrote();
      return set;
    },
  });
}

export class BallotBox extends Box {
  constructor(ctx: DurableObjectState, env: Env) {
    counting(ctx.storage);
    super(ctx, env);
  }
}

export class Scoreboard extends Board {
  constructor(state: DurableObjectState, env: Env) {
    counting(state.storage);
    super(state, env);
  }
}

export class Publisher extends Publishing {
  constructor(ctx: DurableObjectState, env: Env) {
    counting(ctx.storage);
    super(ctx, env);
  }
}

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== '/stop') return app.fetch(request, env, context);
    left = Number(searchParams.get('writes'));
    return Response.json(left);
  },
};
