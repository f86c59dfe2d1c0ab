import { NOTHING_DONE, refusals } from '../../domain/integrity.ts';
import type { BoxTally } from '../protocol.ts';

/** What a box has told. */
export interface Box {
  readonly tally: BoxTally;
  /** Whether it has confirmed the close: then the tally is its last word. */
  readonly closed: boolean;
}

/** The boxes that have joined. Every method is synchronous, so a method is atomic. */
export class BoxTable {
  readonly #sql: SqlStorage;
  readonly #boxes = new Map<number, Box>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const rows = sql.exec<{ box: number; tally: string; closed: number }>(
      'SELECT box, tally, closed FROM boxes ORDER BY box',
    );
    for (const { box, tally, closed } of rows) {
      this.#boxes.set(box, { tally: JSON.parse(tally) as BoxTally, closed: closed === 1 });
    }
  }

  /** By their number. */
  all(): ReadonlyMap<number, Box> {
    return this.#boxes;
  }

  join(number: number): void {
    if (this.#boxes.has(number)) return;
    const tally = { revision: 0, counts: [], integrity: NOTHING_DONE };
    this.#write(number, { tally, closed: false });
  }

  /**
   * Keeps what a box reports: its counts by their own revision, its refusals by their number, since
   * reports may come late and twice. Answers whether the counts changed.
   */
  report(number: number, told: BoxTally): boolean {
    const box = this.#boxes.get(number);
    if (box === undefined) return false;
    const newer = told.revision > box.tally.revision && !box.closed;
    const tally = withRefusals(newer ? told : box.tally, box.tally, told);
    if (tally !== box.tally) this.#write(number, { tally, closed: box.closed });
    return newer;
  }

  /** Keeps a closed box's tally: whatever it told before, this is its last word. */
  confirmClose(number: number, tally: BoxTally): void {
    const box = this.#boxes.get(number);
    if (box === undefined || box.closed) return;
    this.#write(number, { tally: withRefusals(tally, box.tally), closed: true });
  }

  #write(number: number, box: Box): void {
    const values = [number, JSON.stringify(box.tally), Number(box.closed)];
    this.#sql.exec('INSERT OR REPLACE INTO boxes (box, tally, closed) VALUES (?, ?, ?)', ...values);
    this.#boxes.set(number, box);
  }
}

/** A tally with the most refusals that it or others tell of; the same object where it does itself. */
function withRefusals(tally: BoxTally, ...others: readonly BoxTally[]): BoxTally {
  const most = others.reduce(
    (one, other) => (refusals(other.integrity) > refusals(one.integrity) ? other : one),
    tally,
  );
  const { refused } = most.integrity;
  return most === tally ? tally : { ...tally, integrity: { ...tally.integrity, refused } };
}
