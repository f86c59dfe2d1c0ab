import type { PollRules, Tally } from '../domain/standings.ts';
import { migrate } from './migrations.ts';

/** What a box learns when it joins its poll. `key` is the poll's secret, in base64url. */
export interface Membership {
  readonly poll: string;
  readonly box: number;
  readonly key: string;
  readonly rules: PollRules;
}

const MIGRATIONS = [
  // One row a voter, held by the primary key; without rowids a ballot is one write, not two.
  `CREATE TABLE ballots (receipt BLOB PRIMARY KEY, outcome TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE tally (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     revision INTEGER NOT NULL,
     counts TEXT NOT NULL -- JSON: votes per outcome, in the poll's order
   ) STRICT;
   CREATE TABLE membership (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     poll TEXT NOT NULL,
     box INTEGER NOT NULL,
     key TEXT NOT NULL,
     rules TEXT NOT NULL -- JSON: PollRules
   ) STRICT`,
];

/** The tables of a ballot box. Every method is synchronous, so a method is atomic. */
export class BallotStore {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    migrate(storage, MIGRATIONS);
  }

  membership(): Membership | null {
    const [row] = this.#storage.sql
      .exec<{ poll: string; box: number; key: string; rules: string }>(
        'SELECT poll, box, key, rules FROM membership',
      )
      .toArray();
    return row === undefined ? null : { ...row, rules: JSON.parse(row.rules) as PollRules };
  }

  join({ poll, box, key, rules }: Membership): void {
    this.#storage.sql.exec(
      'INSERT OR IGNORE INTO membership (id, poll, box, key, rules) VALUES (0, ?, ?, ?, ?)',
      poll,
      box,
      key,
      JSON.stringify(rules),
    );
  }

  tally(): Tally {
    const [row] = this.#storage.sql
      .exec<{ revision: number; counts: string }>('SELECT revision, counts FROM tally')
      .toArray();
    return row === undefined
      ? { revision: 0, counts: [] }
      : { revision: row.revision, counts: JSON.parse(row.counts) as number[] };
  }

  outcomeOf(receipt: Uint8Array): string | null {
    const [row] = this.#storage.sql
      .exec<{ outcome: string }>('SELECT outcome FROM ballots WHERE receipt = ?', receipt)
      .toArray();
    return row?.outcome ?? null;
  }

  /** Puts a voter's choice in place, `null` to withdraw it, and counts it in the same commit. */
  set(receipt: Uint8Array, outcome: string | null, outcomes: readonly string[]): Tally {
    return this.#storage.transactionSync(() => {
      const before = this.outcomeOf(receipt);
      const tally = this.tally();
      if (before === outcome) return tally;
      const { sql } = this.#storage;
      if (outcome === null) sql.exec('DELETE FROM ballots WHERE receipt = ?', receipt);
      else sql.exec('INSERT OR REPLACE INTO ballots VALUES (?, ?)', receipt, outcome);

      const counts = outcomes.map(
        (id, i) => (tally.counts[i] ?? 0) + Number(id === outcome) - Number(id === before),
      );
      const after = { revision: tally.revision + 1, counts };
      sql.exec(
        'INSERT OR REPLACE INTO tally (id, revision, counts) VALUES (0, ?, ?)',
        after.revision,
        JSON.stringify(after.counts),
      );
      return after;
    });
  }
}
