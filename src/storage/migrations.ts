/**
 * Brings an object's tables up to date. `steps` is append-only: a step that has shipped is never
 * edited, and its place in the list is its number. All missing steps commit together or not at all.
 */
export function migrate(storage: DurableObjectStorage, steps: readonly string[]): void {
  storage.transactionSync(() => {
    const { sql } = storage;
    sql.exec('CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY) STRICT');
    const { done } = sql.exec<{ done: number }>('SELECT count(*) AS done FROM migrations').one();
    steps.slice(done).forEach((step, i) => {
      sql.exec(step);
      sql.exec('INSERT INTO migrations (step) VALUES (?)', done + i + 1);
    });
  });
}
