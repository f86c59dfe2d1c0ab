import { afterEach, expect, test } from 'vitest';
import { rulesOf } from '../../src/domain/poll-rules.ts';
import { CALM } from './network.ts';
import { Scene } from './scene.ts';

/*
 * Objects that knew neither their names nor the words of their polls kept these tables. A box that
 * had two ballots had told of one.
 */
const BOX = `
  CREATE TABLE migrations (step INTEGER PRIMARY KEY) STRICT;
  INSERT INTO migrations VALUES (1);
  CREATE TABLE ballots (receipt BLOB PRIMARY KEY, outcome TEXT NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO ballots VALUES (unhex('00112233445566778899aabbccddeeff'), 'sign'),
    (unhex('ffeeddccbbaa99887766554433221100'), 'refuse');
  CREATE TABLE tally (
    id INTEGER PRIMARY KEY CHECK (id = 0),
    revision INTEGER NOT NULL,
    counts TEXT NOT NULL,
    integrity TEXT NOT NULL,
    others TEXT NOT NULL DEFAULT '{"revision":0,"counts":[]}'
  ) STRICT;
  INSERT INTO tally (id, revision, counts, integrity)
    VALUES (0, 2, '[1,1,0]', '{"accepted":2,"changed":0,"withdrawn":0,"refused":{}}');
  CREATE TABLE membership (
    id INTEGER PRIMARY KEY CHECK (id = 0),
    poll TEXT NOT NULL,
    box INTEGER NOT NULL,
    key TEXT NOT NULL,
    rules TEXT NOT NULL,
    closed INTEGER NOT NULL
  ) STRICT`;
const SCOREBOARD = `
  CREATE TABLE migrations (step INTEGER PRIMARY KEY) STRICT;
  INSERT INTO migrations VALUES (1);
  CREATE TABLE poll (
    id INTEGER PRIMARY KEY CHECK (id = 0), poll TEXT NOT NULL, key TEXT NOT NULL, rules TEXT NOT NULL
  ) STRICT;
  CREATE TABLE boxes (
    box INTEGER PRIMARY KEY, reports INTEGER NOT NULL, tally TEXT NOT NULL, closed INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE events (event INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT;
  CREATE TABLE history (at INTEGER PRIMARY KEY, version INTEGER NOT NULL, counts TEXT NOT NULL) STRICT;
  INSERT INTO boxes VALUES (0, 1, '{"revision":1,"counts":[1,0,0],"integrity":{"accepted":1,"changed":0,"withdrawn":0,"refused":{}}}', 0)`;

let scene: Scene;
afterEach(() => scene.end());

/** A poll that a former service counted, by rules which say when it closed if it had. */
function former(closed: number | null): void {
  scene = new Scene(1, CALM, { boxes: 1 });
  const { name, world, poll } = scene;
  const key = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';
  const rules = rulesOf(poll);
  const told = JSON.stringify({ ...rules, closes: closed ?? rules.closes });
  const box = world.body('BALLOT_BOX', `${name}/0`).disk;
  box.exec(BOX);
  const membership = 'INSERT INTO membership VALUES (0, ?, 0, ?, ?, ?)';
  box.exec(membership, name, key, told, Number(closed !== null));
  const scoreboard = world.body('SCOREBOARD', name).disk;
  scoreboard.exec(SCOREBOARD);
  scoreboard.exec('INSERT INTO poll VALUES (0, ?, ?, ?)', name, key, JSON.stringify(rules));
  if (closed === null) return;
  const event = JSON.stringify({ at: closed, event: 'closed' });
  scoreboard.exec('INSERT INTO events (content) VALUES (?)', event);
}

test('ballots of a former service are counted on, also those it had not told of', async () => {
  former(null);
  expect(await scene.until(scene.publish())).toMatchObject({ ok: true });
  expect(await scene.vote(0, 'wait')).toMatchObject({ ok: true });
  await scene.until(scene.ask((board) => board.close()));
  const { final, total, outcomes } = await scene.standings();
  expect({ final, total, counts: outcomes.map(({ count }) => count) }).toEqual({
    final: true,
    total: 3,
    counts: [1, 1, 1],
  });
});

test('a poll that a former service had begun keeps its rules', async () => {
  former(null);
  await scene.until(scene.publish());
  expect(await scene.until(scene.publish({ boxes: 8 }))).toMatchObject({
    problem: { tag: 'poll-fixed' },
  });
});

test('a close that a former service began is brought to its end', async () => {
  former(Date.parse('2020-01-01T00:00:00Z'));
  await scene.until(scene.publish());
  expect(await scene.vote(0, 'wait')).toMatchObject({ problem: { tag: 'poll-closed' } });
  await scene.until(scene.ask((board) => board.close()));
  expect(await scene.standings()).toMatchObject({ state: 'closed', final: true, total: 2 });
});
