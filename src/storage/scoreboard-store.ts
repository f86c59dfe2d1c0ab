import type { Tally } from '../domain/standings.ts';
import { migrate } from './migrations.ts';
import type { Joined } from './scoreboard.ts';

const MIGRATIONS = [
  `CREATE TABLE poll (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     key TEXT NOT NULL,
     rules TEXT NOT NULL -- JSON: PollRules
   ) STRICT;
   CREATE TABLE boxes (
     box INTEGER PRIMARY KEY,
     revision INTEGER NOT NULL,
     counts TEXT NOT NULL -- JSON: votes per outcome, in the poll's order
   ) STRICT`,
];

/** The tables of a scoreboard. Every method is synchronous, so a method is atomic. */
export class ScoreboardStore {
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql;
    migrate(storage, MIGRATIONS);
  }

  joined(): Joined | null {
    const [row] = this.#sql
      .exec<{ key: string; rules: string }>('SELECT key, rules FROM poll')
      .toArray();
    return row === undefined
      ? null
      : { key: row.key, rules: JSON.parse(row.rules) as Joined['rules'] };
  }

  /** Records that a box joined; the first one fixes what all of them get. */
  join(box: number, offer: Joined): Joined {
    const { key, rules } = this.joined() ?? offer;
    this.#sql.exec('INSERT OR IGNORE INTO poll VALUES (0, ?, ?)', key, JSON.stringify(rules));
    this.#sql.exec("INSERT OR IGNORE INTO boxes VALUES (?, 0, '[]')", box);
    return { key, rules };
  }

  /** Keeps a report if it is newer than the box's last one. */
  report(box: number, { revision, counts }: Tally): void {
    this.#sql.exec(
      'UPDATE boxes SET revision = ?2, counts = ?3 WHERE box = ?1 AND revision < ?2',
      box,
      revision,
      JSON.stringify(counts),
    );
  }

  /** The boxes' tallies, perhaps without one of them. */
  tallies(except = -1): Tally[] {
    return this.#sql
      .exec<{ revision: number; counts: string }>(
        'SELECT revision, counts FROM boxes WHERE box <> ?',
        except,
      )
      .toArray()
      .map(({ revision, counts }) => ({ revision, counts: JSON.parse(counts) as number[] }));
  }
}
