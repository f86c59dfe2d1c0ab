import type { Definition, PollRules } from '../../domain/poll-rules.ts';

/** The poll as it was defined last. */
export interface Poll {
  /** Its secret, in base64url: the same whatever becomes of it. */
  readonly key: string;
  readonly wording: string;
  /** `null` when what is published has it no longer. */
  readonly rules: PollRules | null;
  readonly edition: number;
  /** The version of the standings with which this edition begins. */
  readonly version: number;
  /** Whether it may be defined anew no more. */
  readonly begun: boolean;
}

/** What a publication would have the poll be: `null` for none. Until it is settled nothing begins. */
export interface Proposal {
  readonly publication: number;
  readonly definition: Definition | null;
  readonly settled: boolean;
}

type PollRow = {
  readonly [K in keyof Poll]: K extends 'edition' | 'version' | 'begun' ? number : string;
};

/** What the poll is. Every method is synchronous, so a method is atomic. */
export class PollTable {
  readonly #sql: SqlStorage;
  #poll: Poll | null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const [row] = sql
      .exec<PollRow>('SELECT key, rules, wording, edition, version, begun FROM poll')
      .toArray();
    this.#poll =
      row === undefined
        ? null
        : { ...row, rules: JSON.parse(row.rules) as PollRules | null, begun: row.begun === 1 };
  }

  /** `null` until somebody defines it. */
  get poll(): Poll | null {
    return this.#poll;
  }

  /** Puts a poll in the place of what was there. */
  write(poll: Poll): void {
    const { key, rules, wording, edition, version, begun } = poll;
    const values = [key, JSON.stringify(rules), wording, edition, version, Number(begun)];
    this.#sql.exec(
      `INSERT OR REPLACE INTO poll (id, key, rules, wording, edition, version, begun)
       VALUES (0, ?, ?, ?, ?, ?, ?)`,
      ...values,
    );
    this.#poll = poll;
  }

  /** What was proposed last. */
  proposal(): Proposal {
    const [row] = this.#sql
      .exec<{ publication: number; definition: string; settled: number }>(
        'SELECT publication, definition, settled FROM proposal',
      )
      .toArray();
    if (row === undefined) return { publication: 0, definition: null, settled: true };
    const definition = JSON.parse(row.definition) as Definition | null;
    return { publication: row.publication, definition, settled: row.settled === 1 };
  }

  writeProposal({ publication, definition, settled }: Proposal): void {
    const values = [publication, JSON.stringify(definition), Number(settled)];
    this.#sql.exec('INSERT OR REPLACE INTO proposal VALUES (0, ?, ?, ?)', ...values);
  }
}
