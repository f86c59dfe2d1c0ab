import { DurableObject } from 'cloudflare:workers';
import { front } from './front.ts';

interface PollEnv {
  readonly OBJECT: DurableObjectNamespace<Poll>;
}

/** The pattern of Cloudflare's docs: one object, a method called by RPC, one transaction a vote. */
export class Poll extends DurableObject<PollEnv> {
  readonly #storage: DurableObjectStorage;

  constructor(ctx: DurableObjectState, env: PollEnv) {
    super(ctx, env);
    this.#storage = ctx.storage;
    this.#storage.sql.exec(`
      CREATE TABLE IF NOT EXISTS ballots (voter TEXT PRIMARY KEY, outcome TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS counts (outcome TEXT PRIMARY KEY, count INTEGER NOT NULL)`);
  }

  vote(voter: string, outcome: string): Record<string, number> {
    const { sql } = this.#storage;
    return this.#storage.transactionSync(() => {
      sql.exec('INSERT OR REPLACE INTO ballots VALUES (?, ?)', voter, outcome);
      sql.exec('INSERT OR IGNORE INTO counts VALUES (?, 0)', outcome);
      sql.exec('UPDATE counts SET count = count + 1 WHERE outcome = ?', outcome);
      const rows = sql.exec<{ outcome: string; count: number }>('SELECT * FROM counts').toArray();
      return Object.fromEntries(rows.map((row) => [row.outcome, row.count]));
    });
  }
}

export default front<PollEnv>((env, voter, outcome) =>
  env.OBJECT.getByName('poll').vote(voter, outcome),
);
