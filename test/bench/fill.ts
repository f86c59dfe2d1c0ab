/** The one place of the benchmark that knows a ballot box's tables and its name. */

/** The name of a poll's only box. */
export const boxName = (article: string, poll: string) => `${article}/${poll}/0`;

/** Rows of one commit. */
const BATCH = 50_000;

/** Adds `count` ballots with random receipts and counts them, in a box that has taken a vote. */
export function fill(storage: DurableObjectStorage, count: number): number {
  const { sql } = storage;
  const { outcome } = sql.exec<{ outcome: string }>('SELECT outcome FROM ballots LIMIT 1').one();
  for (let done = 0; done < count; done += BATCH) {
    sql.exec(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO ballots SELECT randomblob(16), ? FROM n`,
      Math.min(BATCH, count - done),
      outcome,
    );
  }
  sql.exec(
    `UPDATE tally SET revision = revision + ?1,
       counts = json_set(counts, '$[0]', json_extract(counts, '$[0]') + ?1),
       integrity = json_set(integrity, '$.accepted', json_extract(integrity, '$.accepted') + ?1)`,
    count,
  );
  const { tally } = sql
    .exec<{ tally: number }>('SELECT sum(value) AS tally FROM tally, json_each(counts)')
    .one();
  const { rows } = sql.exec<{ rows: number }>('SELECT count(*) AS rows FROM ballots').one();
  if (rows !== tally) throw new Error(`${rows} ballots, ${tally} counted`);
  return rows;
}
