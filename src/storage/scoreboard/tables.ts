import type { PollEvent } from '../../domain/poll-life.ts';
import { migrate } from '../migrations.ts';
import { BoxTable } from './box-table.ts';
import { HistoryTable } from './history-table.ts';
import { PollTable } from './poll-table.ts';

const MIGRATIONS = [
  `CREATE TABLE poll (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     poll TEXT NOT NULL,
     key TEXT NOT NULL,
     rules TEXT NOT NULL -- JSON: PollRules, or null
   ) STRICT;
   CREATE TABLE boxes (
     box INTEGER PRIMARY KEY,
     reports INTEGER NOT NULL,
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
  // A scoreboard knows its name by itself, is told its poll, and orders reports by their revision.
  // Formerly a poll was fixed by whoever looked; it has begun if a box was let in or it was closed.
  `ALTER TABLE poll DROP COLUMN poll;
   ALTER TABLE poll ADD COLUMN wording TEXT NOT NULL DEFAULT '';
   ALTER TABLE poll ADD COLUMN edition INTEGER NOT NULL DEFAULT 1;
   ALTER TABLE poll ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE poll ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
   UPDATE poll SET begun = EXISTS (SELECT 1 FROM boxes) OR EXISTS (SELECT 1 FROM events);
   ALTER TABLE boxes DROP COLUMN reports;
   UPDATE boxes SET tally =
     json_insert(tally, '$.integrity', json('{"accepted":0,"changed":0,"withdrawn":0,"refused":{}}'));
   CREATE TABLE proposal (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     publication INTEGER NOT NULL,
     definition TEXT NOT NULL, -- JSON: Definition, or null
     settled INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE shown (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     standings TEXT NOT NULL -- what readers from whom the counts are hidden were sent last
   ) STRICT`,
];

/**
 * The tables of a scoreboard. What is asked for at every report is in memory too. Every method is
 * synchronous, so a method is atomic.
 */
export class ScoreboardTables {
  readonly #sql: SqlStorage;
  readonly polls: PollTable;
  readonly boxes: BoxTable;
  readonly history: HistoryTable;
  readonly #events: PollEvent[];

  constructor(storage: DurableObjectStorage) {
    const { sql } = storage;
    migrate(storage, MIGRATIONS);
    this.#sql = sql;
    this.polls = new PollTable(sql);
    this.boxes = new BoxTable(sql);
    this.history = new HistoryTable(sql);
    this.#events = sql
      .exec<{ content: string }>('SELECT content FROM events ORDER BY event')
      .toArray()
      .map(({ content }) => JSON.parse(content) as PollEvent);
  }

  /** What has happened to the poll, the oldest first. */
  get events(): readonly PollEvent[] {
    return this.#events;
  }

  log(event: PollEvent): void {
    this.#sql.exec('INSERT INTO events (content) VALUES (?)', JSON.stringify(event));
    this.#events.push(event);
  }

  /** Lets a poll in which nobody has voted begin anew: nothing has happened to it. */
  forgetLife(): void {
    this.#sql.exec('DELETE FROM events');
    this.#events.length = 0;
    this.history.clear();
  }

  /** What readers from whom the counts are hidden were sent last. */
  shown(): string {
    const rows = this.#sql.exec<{ standings: string }>('SELECT standings FROM shown');
    return rows.toArray()[0]?.standings ?? '';
  }

  writeShown(standings: string): void {
    this.#sql.exec('INSERT OR REPLACE INTO shown VALUES (0, ?)', standings);
  }
}
