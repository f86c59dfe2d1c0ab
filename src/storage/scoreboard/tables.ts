import { MAX_SNAPSHOTS, type Snapshot, thin } from '../../domain/history.ts';
import type { PollEvent } from '../../domain/poll-life.ts';
import type { PollRules } from '../../domain/standings.ts';
import type { BoxTally } from '../protocol.ts';
import { migrate } from '../migrations.ts';

/** What is fixed when the first box joins. `key` is the poll's secret, in base64url. */
interface Fixed {
  readonly poll: string;
  readonly key: string;
  readonly rules: PollRules;
}

const MIGRATIONS = [
  `CREATE TABLE poll (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     poll TEXT NOT NULL,
     key TEXT NOT NULL,
     rules TEXT NOT NULL -- JSON: PollRules
   ) STRICT;
   CREATE TABLE boxes (
     box INTEGER PRIMARY KEY,
     reports INTEGER NOT NULL, -- how much the box had done when it reported: only grows
     tally TEXT NOT NULL, -- JSON: BoxTally
     closed INTEGER NOT NULL -- whether it has confirmed the close
   ) STRICT;
   CREATE TABLE events (
     event INTEGER PRIMARY KEY,
     content TEXT NOT NULL -- JSON: PollEvent
   ) STRICT;
   CREATE TABLE history (
     at INTEGER PRIMARY KEY, -- epoch ms
     version INTEGER NOT NULL,
     counts TEXT NOT NULL -- JSON: votes per outcome
   ) STRICT`,
];

/** The tables of a scoreboard. Every method is synchronous, so a method is atomic. */
export class ScoreboardStore {
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql;
    migrate(storage, MIGRATIONS);
  }

  fixed(): Fixed | null {
    const [row] = this.#sql
      .exec<{ poll: string; key: string; rules: string }>('SELECT poll, key, rules FROM poll')
      .toArray();
    return row === undefined ? null : { ...row, rules: JSON.parse(row.rules) as PollRules };
  }

  /** Fixes the poll unless it is fixed already; answers with what holds. */
  fix(offer: Fixed): Fixed {
    const fixed = this.fixed() ?? offer;
    const rules = JSON.stringify(fixed.rules);
    this.#sql.exec('INSERT OR IGNORE INTO poll VALUES (0, ?, ?, ?)', fixed.poll, fixed.key, rules);
    return fixed;
  }

  /** Lets a box in; one that comes after the close has confirmed it by that. */
  join(box: number, closed: boolean): void {
    const nothing = JSON.stringify({ revision: 0, counts: [] });
    this.#sql.exec('INSERT OR IGNORE INTO boxes VALUES (?, 0, ?, ?)', box, nothing, Number(closed));
  }

  /** Keeps a report if it says more than the box's last one; answers whether it did. */
  report(box: number, tally: BoxTally): boolean {
    const { refused } = tally.integrity;
    const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0);
    const update = 'UPDATE boxes SET reports = ?2, tally = ?3 WHERE box = ?1 AND reports < ?2';
    const done = tally.revision + refusals;
    return this.#sql.exec(update, box, done, JSON.stringify(tally)).rowsWritten > 0;
  }

  confirmClose(box: number): void {
    this.#sql.exec('UPDATE boxes SET closed = 1 WHERE box = ?', box);
  }

  unconfirmed(): number[] {
    return this.#sql
      .exec<{ box: number }>('SELECT box FROM boxes WHERE closed = 0')
      .toArray()
      .map(({ box }) => box);
  }

  /** The boxes' tallies, perhaps without one of them. A box that has not reported has none. */
  tallies(except = -1): BoxTally[] {
    return this.#sql
      .exec<{ tally: string }>('SELECT tally FROM boxes WHERE box <> ? AND reports > 0', except)
      .toArray()
      .map(({ tally }) => JSON.parse(tally) as BoxTally);
  }

  boxes(): number[] {
    return this.#sql
      .exec<{ box: number }>('SELECT box FROM boxes ORDER BY box')
      .toArray()
      .map(({ box }) => box);
  }

  events(): PollEvent[] {
    return this.#sql
      .exec<{ content: string }>('SELECT content FROM events ORDER BY event')
      .toArray()
      .map(({ content }) => JSON.parse(content) as PollEvent);
  }

  log(event: PollEvent): void {
    this.#sql.exec('INSERT INTO events (content) VALUES (?)', JSON.stringify(event));
  }

  /** Adds a snapshot and thins the older ones. */
  snapshot(at: number, version: number, counts: readonly number[]): void {
    const values = [at, version, JSON.stringify(counts)];
    this.#sql.exec('INSERT OR REPLACE INTO history VALUES (?, ?, ?)', ...values);
    const times = this.#sql
      .exec<{ at: number }>('SELECT at FROM history ORDER BY at')
      .toArray()
      .map((row) => row.at);
    const kept = new Set(thin(times, at).slice(-MAX_SNAPSHOTS));
    for (const time of times) {
      if (!kept.has(time)) this.#sql.exec('DELETE FROM history WHERE at = ?', time);
    }
  }

  history(): Snapshot[] {
    return this.#sql
      .exec<{ at: number; version: number; counts: string }>(
        'SELECT at, version, counts FROM history ORDER BY at',
      )
      .toArray()
      .map(({ at, version, counts }) => {
        const votes = JSON.parse(counts) as number[];
        const total = votes.reduce((sum, count) => sum + count, 0);
        return { at: new Date(at).toISOString(), version, total, counts: votes };
      });
  }
}
