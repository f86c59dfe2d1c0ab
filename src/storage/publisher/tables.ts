import { migrate } from '../migrations.ts';

/** What is current: nothing before the first publication. */
interface Current {
  readonly version: string | null;
  /** Its polls' ids; `null` where a former service kept none. */
  readonly polls: readonly string[] | null;
  /** When its quotations were found (ISO 8601). */
  readonly verifiedAt: string | null;
}

/** A publication that is not at its end yet. */
export interface Pending {
  readonly number: number;
  readonly version: string;
  /** The polls that are told of it. */
  readonly polls: readonly string[];
  /** Whether it is certain: before that it can only be given up, after that only be carried out. */
  readonly decided: boolean;
}

/** Characters of a document in one row, which holds 2 MB. */
const PART = 500_000;

const MIGRATIONS = [
  `CREATE TABLE article (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     version TEXT, -- the current one, if there is one
     polls TEXT, -- JSON: the ids of its polls; NULL where a former service kept none
     publications INTEGER NOT NULL -- how many there were
   ) STRICT;
   CREATE TABLE pending (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     number INTEGER NOT NULL,
     version TEXT NOT NULL,
     polls TEXT NOT NULL, -- JSON: ids
     decided INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE document (part INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT`,
  // When the quotations of the current and of the pending version were found (ISO 8601).
  `ALTER TABLE article ADD COLUMN verified_at TEXT;
   ALTER TABLE pending ADD COLUMN verified_at TEXT`,
];

/** The tables of a publisher. Every method is synchronous, so a method is atomic. */
export class PublisherTables {
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql;
    migrate(storage, MIGRATIONS);
    // A former service kept the version alone, as a value by its key.
    const version = storage.kv.get<string>('version') ?? null;
    this.#sql.exec(
      'INSERT OR IGNORE INTO article (id, version, publications) VALUES (0, ?, 0)',
      version,
    );
  }

  current(): Current {
    const { version, polls, verifiedAt } = this.#sql
      .exec<{ version: string | null; polls: string | null; verifiedAt: string | null }>(
        'SELECT version, polls, verified_at AS verifiedAt FROM article',
      )
      .one();
    return { version, polls: polls === null ? null : (JSON.parse(polls) as string[]), verifiedAt };
  }

  pending(): Pending | null {
    const [row] = this.#sql
      .exec<{ number: number; version: string; polls: string; decided: number }>(
        'SELECT number, version, polls, decided FROM pending',
      )
      .toArray();
    if (row === undefined) return null;
    return { ...row, polls: JSON.parse(row.polls) as string[], decided: row.decided === 1 };
  }

  /** The document of the pending publication. */
  document(): string {
    return this.#sql
      .exec<{ text: string }>('SELECT text FROM document ORDER BY part')
      .toArray()
      .map(({ text }) => text)
      .join('');
  }

  /** Begins a publication and answers with its number. */
  begin(
    { version, verifiedAt }: Pick<Current, 'version' | 'verifiedAt'>,
    polls: readonly string[],
    document: string,
  ): number {
    const { number } = this.#sql
      .exec<{ number: number }>(
        'UPDATE article SET publications = publications + 1 RETURNING publications AS number',
      )
      .one();
    this.#sql.exec(
      `INSERT INTO pending (id, number, version, polls, decided, verified_at)
       VALUES (0, ?, ?, ?, 0, ?)`,
      number,
      version,
      JSON.stringify(polls),
      verifiedAt,
    );
    for (let part = 0; part * PART < document.length; part += 1) {
      const text = document.slice(part * PART, (part + 1) * PART);
      this.#sql.exec('INSERT INTO document VALUES (?, ?)', part, text);
    }
    return number;
  }

  /** From now on the pending publication is the current version, which has these polls. */
  decide(polls: readonly string[]): void {
    this.#sql.exec('UPDATE pending SET decided = 1');
    this.#sql.exec(
      `UPDATE article SET polls = ?, (version, verified_at) =
         (SELECT version, verified_at FROM pending)`,
      JSON.stringify(polls),
    );
  }

  /** Forgets the pending publication, which is at its end. */
  end(): void {
    this.#sql.exec('DELETE FROM pending; DELETE FROM document');
  }
}
