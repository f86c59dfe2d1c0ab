import { DurableObject } from 'cloudflare:workers';
import { front } from './front.ts';

interface PollEnv {
  readonly OBJECT: DurableObjectNamespace<Poll>;
}

/** A poll that keeps no tally: every vote counts every ballot again. */
export class Poll extends DurableObject<PollEnv> {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: PollEnv) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(
      'CREATE TABLE IF NOT EXISTS ballots (voter TEXT PRIMARY KEY, outcome TEXT NOT NULL)',
    );
  }

  vote(voter: string, outcome: string): Record<string, number> {
    this.#sql.exec('INSERT OR REPLACE INTO ballots VALUES (?, ?)', voter, outcome);
    const rows = this.#sql
      .exec<{ outcome: string; count: number }>(
        'SELECT outcome, count(*) AS count FROM ballots GROUP BY outcome',
      )
      .toArray();
    return Object.fromEntries(rows.map((row) => [row.outcome, row.count]));
  }
}

export default front<PollEnv>((env, voter, outcome) =>
  env.OBJECT.getByName('poll').vote(voter, outcome),
);
