import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

type Entry =
  | { readonly sql: string; readonly values: readonly SQLInputValue[] }
  | { readonly alarm: number | null };

interface Waiting {
  readonly length: number;
  readonly resolve: () => void;
}

/**
 * What an object stores: SQLite in memory, and the log of what was written to it. What is written
 * without a pause is one commit; it is durable some time later, and a death before that takes it away
 * whole.
 */
export class Disk {
  #database = new DatabaseSync(':memory:');
  #statements = new Map<string, StatementSync>();
  #log: Entry[] = [];
  #committed = 0;
  #durable = 0;
  #waiting: Waiting[] = [];
  #crashes = 0;
  #values = new Map<string, unknown>();
  alarm: number | null = null;
  /** Hears of a write before it happens. */
  onWrite: () => void = () => undefined;

  /** Runs SQL as `SqlStorage.exec` does. */
  readonly exec = (sql: string, ...values: SQLInputValue[]) => {
    const reads = /^\s*SELECT/i.test(sql);
    if (!reads) {
      this.onWrite();
      this.#log.push({ sql, values });
    }
    return this.#cursor(sql, values);
  };

  #cursor(sql: string, values: readonly SQLInputValue[]) {
    let rows: Record<string, unknown>[] = [];
    let rowsWritten = 0;
    if (values.length === 0 && /;\s*\S/.test(sql)) {
      this.#database.exec(sql);
    } else {
      const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
      this.#statements.set(sql, statement);
      if (statement.columns().length > 0) {
        rows = statement.all(...values).map((row) => ({ ...row }));
      } else {
        rowsWritten = Number(statement.run(...values).changes);
      }
    }
    return {
      rowsWritten,
      toArray: () => rows,
      one: () => {
        if (rows.length !== 1) throw new Error(`${rows.length} rows where one was expected`);
        return rows[0];
      },
      [Symbol.iterator]: () => rows[Symbol.iterator](),
    };
  }

  setAlarm(alarm: number | null): void {
    this.onWrite();
    this.#log.push({ alarm });
    this.alarm = alarm;
  }

  /** All of `work` or nothing. */
  readonly transactionSync = <T>(work: () => T): T => {
    const { length } = this.#log;
    this.#database.exec('SAVEPOINT step');
    try {
      const answer = work();
      this.#database.exec('RELEASE step');
      return answer;
    } catch (error) {
      this.#log.length = length;
      this.#database.exec('ROLLBACK TO step');
      throw error;
    }
  };

  /** The values by key, of which a former service kept one. */
  get values(): Map<string, unknown> {
    return this.#values;
  }

  /** Resolves when all that has been written so far is durable. */
  durable(): Promise<void> {
    const { length } = this.#log;
    if (length <= this.#durable) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ length, resolve }));
  }

  /** Ends a commit, if there is one; answers with what makes it durable. */
  commit(): (() => void) | null {
    const { length } = this.#log;
    if (length === this.#committed) return null;
    this.#committed = length;
    const crashes = this.#crashes;
    return () => {
      if (crashes !== this.#crashes) return;
      this.#durable = Math.max(this.#durable, length);
      const ready = this.#waiting.filter((each) => each.length <= this.#durable);
      this.#waiting = this.#waiting.filter((each) => each.length > this.#durable);
      for (const { resolve } of ready) resolve();
    };
  }

  /** Takes away what is not durable, as a death does. */
  crash(): void {
    this.#crashes += 1;
    const kept = this.#log.slice(0, this.#durable);
    this.#database.close();
    this.#database = new DatabaseSync(':memory:');
    this.#statements.clear();
    this.#waiting = [];
    this.#log = kept;
    this.#committed = kept.length;
    this.alarm = null;
    for (const entry of kept) {
      if ('alarm' in entry) this.alarm = entry.alarm;
      else this.#cursor(entry.sql, entry.values);
    }
  }

  close(): void {
    this.#database.close();
  }
}
