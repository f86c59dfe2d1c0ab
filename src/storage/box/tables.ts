import { type Integrity, NOTHING_DONE } from '../../domain/integrity.ts';
import type { PollRules } from '../../domain/poll-rules.ts';
import { migrate } from '../migrations.ts';
import type { BoxTally, Elsewhere } from '../protocol.ts';
import { BALLOTS, Ballots } from './ballots.ts';

/** What a box has learnt on joining its poll. `key` is the poll's secret, in base64url. */
export interface Membership {
  readonly key: string;
  readonly rules: PollRules;
}

const MIGRATIONS = [
  `${BALLOTS};
   CREATE TABLE tally (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     revision INTEGER NOT NULL,
     counts TEXT NOT NULL, -- JSON: votes per outcome, in the poll's order
     integrity TEXT NOT NULL, -- JSON: Integrity
     others TEXT NOT NULL DEFAULT '{"revision":0,"counts":[]}' -- JSON: Elsewhere
   ) STRICT;
   CREATE TABLE membership (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     poll TEXT NOT NULL,
     box INTEGER NOT NULL,
     key TEXT NOT NULL,
     rules TEXT NOT NULL, -- JSON: PollRules
     closed INTEGER NOT NULL
   ) STRICT`,
  // A box knows its name by itself. The close stands by itself too: it may come before the joining.
  `CREATE TABLE closed (id INTEGER PRIMARY KEY CHECK (id = 0), at INTEGER NOT NULL) STRICT;
   INSERT INTO closed SELECT 0, json_extract(rules, '$.closes') FROM membership WHERE closed = 1;
   ALTER TABLE membership DROP COLUMN poll;
   ALTER TABLE membership DROP COLUMN box;
   ALTER TABLE membership DROP COLUMN closed`,
];

/** The tables of a ballot box. Every method is synchronous, so a method is atomic. */
export class BoxTables {
  readonly #sql: SqlStorage;
  readonly ballots: Ballots;

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql;
    this.ballots = new Ballots(storage.sql);
    migrate(storage, MIGRATIONS);
  }

  membership(): Membership | null {
    const [row] = this.#sql
      .exec<{ key: string; rules: string }>('SELECT key, rules FROM membership')
      .toArray();
    return row === undefined ? null : { ...row, rules: JSON.parse(row.rules) as PollRules };
  }

  join({ key, rules }: Membership): void {
    const insert = 'INSERT OR IGNORE INTO membership VALUES (0, ?, ?)';
    this.#sql.exec(insert, key, JSON.stringify(rules));
  }

  /** When the scoreboard said that the poll closed (epoch ms), or `null`. */
  closed(): number | null {
    return this.#sql.exec<{ at: number }>('SELECT at FROM closed').toArray()[0]?.at ?? null;
  }

  close(at: number): void {
    this.#sql.exec('INSERT OR IGNORE INTO closed VALUES (0, ?)', at);
  }

  tally(): BoxTally {
    const [row] = this.#sql
      .exec<{ revision: number; counts: string; integrity: string }>(
        'SELECT revision, counts, integrity FROM tally',
      )
      .toArray();
    if (row === undefined) return { revision: 0, counts: [], integrity: NOTHING_DONE };
    return {
      revision: row.revision,
      counts: JSON.parse(row.counts) as number[],
      integrity: JSON.parse(row.integrity) as Integrity,
    };
  }

  writeTally({ revision, counts, integrity }: BoxTally): void {
    this.#sql.exec(
      `INSERT INTO tally (id, revision, counts, integrity) VALUES (0, ?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET revision = ?1, counts = ?2, integrity = ?3`,
      revision,
      JSON.stringify(counts),
      JSON.stringify(integrity),
    );
  }

  /** What the scoreboard answered last. A former service kept the counts alone. */
  elsewhere(): Elsewhere {
    const [row] = this.#sql.exec<{ others: string }>('SELECT others FROM tally').toArray();
    const unknown = { revision: 0, counts: [], state: 'open', final: false } as const;
    return { ...unknown, ...(row && (JSON.parse(row.others) as Partial<Elsewhere>)) };
  }

  /** Kept beside the tally, which has been written when there is an answer to it. */
  writeElsewhere(elsewhere: Elsewhere): void {
    this.#sql.exec('UPDATE tally SET others = ?', JSON.stringify(elsewhere));
  }
}
