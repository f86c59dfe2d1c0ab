import { MAX_SNAPSHOTS, type Snapshot, thin } from '../../domain/history.ts';
import type { Tally } from '../../domain/standings.ts';

/** A scoreboard's snapshots. Every method is synchronous, so a method is atomic. */
export class HistoryTable {
  readonly #sql: SqlStorage;
  /** The last snapshot's; 0 of none. */
  #at: number;
  #version: number;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const last = 'SELECT at, version FROM history ORDER BY at DESC LIMIT 1';
    const [row] = sql.exec<{ at: number; version: number }>(last).toArray();
    this.#at = row?.at ?? 0;
    this.#version = row?.version ?? 0;
  }

  /** Adds a snapshot and thins the older ones; one that changes nothing is none. */
  take(now: number, { revision, counts }: Tally): void {
    if (revision === this.#version) return;
    // The clock may have been set back: the last snapshot stays the last.
    this.#at = Math.max(now, this.#at);
    this.#version = revision;
    const values = [this.#at, revision, JSON.stringify(counts)];
    this.#sql.exec('INSERT OR REPLACE INTO history VALUES (?, ?, ?)', ...values);
    const times = this.#sql
      .exec<{ at: number }>('SELECT at FROM history ORDER BY at')
      .toArray()
      .map((row) => row.at);
    const kept = new Set(thin(times, this.#at).slice(-MAX_SNAPSHOTS));
    for (const time of times) {
      if (!kept.has(time)) this.#sql.exec('DELETE FROM history WHERE at = ?', time);
    }
  }

  /** When a vote was first counted: ISO 8601, UTC. The first snapshot is never thinned. */
  firstVote(): string | null {
    const first =
      'SELECT at FROM history, json_each(counts) AS votes WHERE votes.value > 0 ORDER BY at LIMIT 1';
    const [row] = this.#sql.exec<{ at: number }>(first).toArray();
    return row === undefined ? null : new Date(row.at).toISOString();
  }

  clear(): void {
    this.#sql.exec('DELETE FROM history');
    this.#version = 0;
  }

  all(): Snapshot[] {
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
