import type { BoxTally } from '../protocol.ts';

/** What one receipt (hexadecimal) is to hold: an outcome, or `null` for no ballot. */
export interface Change {
  readonly receipt: string;
  readonly outcome: string | null;
}

/** One row a voter, held by the primary key; without rowids a ballot is one write, not two. */
export const BALLOTS =
  'CREATE TABLE ballots (receipt BLOB PRIMARY KEY, outcome TEXT NOT NULL) STRICT, WITHOUT ROWID';

/** A box's ballots. Every method is synchronous, so a method is atomic. */
export class Ballots {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  outcomeOf(receipt: string): string | null {
    const [row] = this.#sql
      .exec<{ outcome: string }>('SELECT outcome FROM ballots WHERE receipt = unhex(?)', receipt)
      .toArray();
    return row?.outcome ?? null;
  }

  /**
   * Puts a group of changes in place, in their order. Answers with the tally that follows from them,
   * the same object where nothing has changed, and what each receipt held before. It throws half-way
   * when a statement fails: the caller sees to it that nothing of that is committed. A transaction in
   * the object's own would do so too, but copies every page first that it writes to.
   */
  put(
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
    return {
      tally: { revision, counts, integrity: { accepted, changed, withdrawn, refused } },
      previous,
    };
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
