import { type Integrity, NOTHING_DONE } from '../../domain/integrity.ts';
import type { PollRules, Tally } from '../../domain/standings.ts';
import { migrate } from '../migrations.ts';
import type { BoxTally } from '../protocol.ts';

/** What a box learns when it joins its poll. `key` is the poll's secret, in base64url. */
export interface Membership {
  readonly poll: string;
  readonly box: number;
  readonly key: string;
  readonly rules: PollRules;
  /** Whether the scoreboard has told the box to take no more, whatever the time. */
  readonly closed: boolean;
}

/** What one receipt (hexadecimal) is to hold: an outcome, or `null` for no ballot. */
export interface Change {
  readonly receipt: string;
  readonly outcome: string | null;
}

const MIGRATIONS = [
  // One row a voter, held by the primary key; without rowids a ballot is one write, not two.
  `CREATE TABLE ballots (receipt BLOB PRIMARY KEY, outcome TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE tally (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     revision INTEGER NOT NULL,
     counts TEXT NOT NULL, -- JSON: votes per outcome, in the poll's order
     integrity TEXT NOT NULL, -- JSON: Integrity
     others TEXT NOT NULL DEFAULT '{"revision":0,"counts":[]}' -- JSON: the other boxes' Tally
   ) STRICT;
   CREATE TABLE membership (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     poll TEXT NOT NULL,
     box INTEGER NOT NULL,
     key TEXT NOT NULL,
     rules TEXT NOT NULL, -- JSON: PollRules
     closed INTEGER NOT NULL
   ) STRICT`,
];

/** The tables of a ballot box. Every method is synchronous, so a method is atomic. */
export class BallotStore {
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql;
    migrate(storage, MIGRATIONS);
  }

  membership(): Membership | null {
    const [row] = this.#sql
      .exec<{ poll: string; box: number; key: string; rules: string; closed: number }>(
        'SELECT poll, box, key, rules, closed FROM membership',
      )
      .toArray();
    if (row === undefined) return null;
    return { ...row, rules: JSON.parse(row.rules) as PollRules, closed: row.closed === 1 };
  }

  join({ poll, box, key, rules, closed }: Membership): void {
    this.#sql.exec(
      'INSERT OR IGNORE INTO membership VALUES (0, ?, ?, ?, ?, ?)',
      poll,
      box,
      key,
      JSON.stringify(rules),
      Number(closed),
    );
  }

  /** From now on the box takes no more; `rules` say since when. */
  close(rules: PollRules): void {
    this.#sql.exec('UPDATE membership SET closed = 1, rules = ?', JSON.stringify(rules));
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

  /** What the other boxes held when the scoreboard last answered. */
  others(): Tally {
    const [row] = this.#sql.exec<{ others: string }>('SELECT others FROM tally').toArray();
    return row === undefined ? { revision: 0, counts: [] } : (JSON.parse(row.others) as Tally);
  }

  writeOthers(others: Tally): void {
    this.#sql.exec('UPDATE tally SET others = ?', JSON.stringify(others));
  }

  outcomeOf(receipt: string): string | null {
    const [row] = this.#sql
      .exec<{ outcome: string }>('SELECT outcome FROM ballots WHERE receipt = unhex(?)', receipt)
      .toArray();
    return row?.outcome ?? null;
  }

  /**
   * Puts a group of changes in place, in their order, and their sum beside them. Answers with the new
   * tally and what each receipt held before. It throws half-way when a statement fails: the caller
   * sees to it that nothing of that is committed. A transaction in the object's own would do so too,
   * but copies every page first that it writes to.
   */
  commit(
    changes: readonly Change[],
    before: BoxTally,
    outcomes: readonly string[],
  ): { readonly tally: BoxTally; readonly previous: readonly (string | null)[] } {
    const counts = outcomes.map((_, i) => before.counts[i] ?? 0);
    let { accepted, changed, withdrawn } = before.integrity;
    const count = (outcome: string | null, by: number) => {
      const i = outcome === null ? -1 : outcomes.indexOf(outcome);
      if (i !== -1) counts[i] = (counts[i] ?? 0) + by;
    };
    const previous = changes.map(({ receipt, outcome }) => {
      const earlier = this.#put(receipt, outcome);
      if (earlier === outcome) return earlier;
      count(earlier, -1);
      count(outcome, 1);
      if (earlier === null) accepted += 1;
      else if (outcome === null) withdrawn += 1;
      else changed += 1;
      return earlier;
    });
    const revision = accepted + changed + withdrawn;
    if (revision === before.revision) return { tally: before, previous };
    const { refused } = before.integrity;
    const tally = { revision, counts, integrity: { accepted, changed, withdrawn, refused } };
    this.writeTally(tally);
    return { tally, previous };
  }

  /**
   * Sets one row and answers what it held. New ones come first: there are most of them, and each is
   * one statement. A statement for many rows would copy pages before it writes, as a transaction does.
   */
  #put(receipt: string, outcome: string | null): string | null {
    const sql = this.#sql;
    const insert = 'INSERT INTO ballots VALUES (unhex(?), ?) ON CONFLICT DO NOTHING';
    if (outcome !== null && sql.exec(insert, receipt, outcome).rowsWritten > 0) return null;
    const earlier = this.outcomeOf(receipt);
    if (earlier === outcome) return earlier;
    if (outcome === null) sql.exec('DELETE FROM ballots WHERE receipt = unhex(?)', receipt);
    else sql.exec('UPDATE ballots SET outcome = ? WHERE receipt = unhex(?)', outcome, receipt);
    return earlier;
  }

  /** Up to `limit` ballots after a receipt (hexadecimal, `''` for the start), in receipt order. */
  page(after: string, limit: number): { receipt: string; outcome: string }[] {
    return this.#sql
      .exec<{ receipt: string; outcome: string }>(
        `SELECT lower(hex(receipt)) AS receipt, outcome FROM ballots
         WHERE receipt > unhex(?) ORDER BY receipt LIMIT ?`,
        after,
        limit,
      )
      .toArray();
  }
}
