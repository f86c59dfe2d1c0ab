/**
 * The same protocol as in protocol.test.ts on the platform itself, in fewer histories and with what
 * can be done to it there: real storage, real gates, real calls.
 */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Standings } from '../../src/domain/standings.ts';
import { type BoxTally, definitionOf } from '../../src/storage/protocol.ts';
import { remote } from '../../src/storage/durable.ts';
import type { Scoreboard } from '../../src/storage/scoreboard/scoreboard.ts';
import { env, realArticle, voterIn, wishOf, withBinding } from '../helpers.ts';

const HISTORIES = 150;
const OUTCOMES: readonly string[] = ['ukraine-only', 'russia-only', 'both', 'neither'];
const VOTERS = 6;
const EVIDENCE = 'https://gov.example/agreement';
const NO_SCOREBOARD = {
  idFromName: () => ({}),
  get: () => ({ fetch: () => Promise.reject(new Error('lost')) }),
};

/** What must be so. */
interface Model {
  readonly ballots: Map<string, string>;
  state: 'open' | 'closed' | 'resolved';
  joined: boolean;
}

let history = 0;

/** One poll of its own in the real objects. */
class Real {
  readonly boxes: number;
  readonly name: string;
  /** The highest version each teller has told: the scoreboard, and each box. */
  readonly told = new Map<string, number>();
  readonly oldReports: { box: number; tally: BoxTally }[] = [];

  constructor(boxes: number) {
    history += 1;
    this.boxes = boxes;
    this.name = `history-${history}/who-signs`;
  }

  async publish(): Promise<void> {
    const [poll] = realArticle().polls;
    if (poll === undefined) throw new Error('the article has a poll');
    await this.board().introduce(await definitionOf({ ...poll, boxes: this.boxes }));
  }

  index = (voter: number) => voter % this.boxes;
  voter = (voter: number) => voterIn(this.index(voter), voter, this.boxes);
  box = (index: number) => env.BALLOT_BOX.getByName(`${this.name}/${index}`);
  board = () => remote<Scoreboard>(env.SCOREBOARD, this.name);
  boardStub = () => env.SCOREBOARD.getByName(this.name);

  /** Versions only grow, whoever tells them. */
  heard(teller: string, standings: Standings | null): void {
    const version = standings?.version ?? 0;
    expect(version).toBeGreaterThanOrEqual(this.told.get(teller) ?? 0);
    this.told.set(teller, version);
  }
}

type Command = fc.AsyncCommand<Model, Real>;

/** A command from what it does; `check` says in which states it makes sense. */
const command = (
  name: string,
  run: (model: Model, real: Real) => Promise<void>,
  check: (model: Readonly<Model>) => boolean = () => true,
): Command => ({ check, run, toString: () => name });

const cast = (voter: number, outcome: string, lost = false) =>
  command(`cast(${voter}, ${outcome}${lost ? ', report lost' : ''})`, async (model, real) => {
    const index = real.index(voter);
    const id = real.voter(voter);
    const call = () => wishOf(real.name, index, id, outcome);
    const answer =
      lost && model.ballots.size > 0 && real.told.has(`box ${index}`)
        ? await withBinding(real.box(index), 'SCOREBOARD', NO_SCOREBOARD, call)
        : await call();
    model.joined = true;
    if (!OUTCOMES.includes(outcome)) {
      expect(answer).toMatchObject({ ok: false });
      return;
    }
    if (model.state !== 'open') {
      expect(answer).toMatchObject({ ok: false, problem: { tag: 'poll-closed' } });
      return;
    }
    if (!answer.ok) throw new Error(answer.problem.tag);
    expect(answer.value.previous).toBe(model.ballots.get(id) ?? null);
    model.ballots.set(id, outcome);
    const { standings } = answer.value;
    if (standings !== null) real.heard(`box ${index}`, standings);
  });

const withdraw = (voter: number) =>
  command(`withdraw(${voter})`, async (model, real) => {
    const index = real.index(voter);
    const answer = await wishOf(real.name, index, real.voter(voter), null);
    model.joined = true;
    if (model.state === 'open') model.ballots.delete(real.voter(voter));
    else expect(answer).toMatchObject({ ok: false, problem: { tag: 'poll-closed' } });
  });

const evict = (voter: number) =>
  command(
    `evict(${voter})`,
    async (_, real) => {
      // An object that has not been called is not there to be evicted.
      await evictDurableObject(real.box(real.index(voter))).catch(() => undefined);
      await evictDurableObject(real.boardStub()).catch(() => undefined);
    },
    ({ joined }) => joined,
  );

const alarm = (voter: number) =>
  command(`alarm(${voter})`, async (_, real) => {
    await runDurableObjectAlarm(real.box(real.index(voter)));
  });

/** Keeps a report for later, or sends one that was kept: once more, or after newer ones. */
const keepReport = (voter: number) =>
  command(`keep report(${voter})`, async (_, real) => {
    const box = real.index(voter);
    const tally = await runInDurableObject(real.box(box), (_box, { storage }) =>
      storage.sql
        .exec<{ revision: number; counts: string; integrity: string }>('SELECT * FROM tally')
        .toArray()
        .map(({ revision, counts, integrity }) => ({
          revision,
          counts: JSON.parse(counts) as number[],
          integrity: JSON.parse(integrity) as BoxTally['integrity'],
        })),
    );
    real.oldReports.push(...tally.map((kept) => ({ box, tally: kept })));
  });
const repeatReport = (n: number) =>
  command(`repeat report(${n})`, async (_, real) => {
    const report = real.oldReports[n % Math.max(1, real.oldReports.length)];
    if (report !== undefined) await real.board().report(report.box, report.tally);
  });

const look = command('look', async (_, real) => {
  real.heard('scoreboard', await real.board().standings());
});

const close = command('close', async (model, real) => {
  real.heard('scoreboard', await real.board().close());
  if (model.state === 'open') model.state = 'closed';
});

const resolve = command('resolve', async (model, real) => {
  const answer = await real.board().setResolution('both', EVIDENCE);
  expect(answer?.ok).toBe(model.state !== 'open');
  if (model.state === 'closed') model.state = 'resolved';
});

const clear = command('clear', async (model, real) => {
  const life = await real.board().clearResolution();
  if (model.state === 'resolved') model.state = 'closed';
  expect(life?.standings.state).toBe(model.state);
});

const voter = fc.nat(VOTERS - 1);
const outcome = fc.constantFrom(...OUTCOMES);
const commands = fc.commands(
  [
    fc.tuple(voter, outcome).map(([who, what]) => cast(who, what)),
    fc.tuple(voter, outcome).map(([who, what]) => cast(who, what)),
    fc.tuple(voter, outcome).map(([who, what]) => cast(who, what, true)),
    voter.map(withdraw),
    voter.map(evict),
    voter.map((who) => cast(who, 'atlantis')),
    voter.map(alarm),
    voter.map(keepReport),
    fc.nat(20).map(repeatReport),
    fc.constant(look),
    fc.constant(close),
    fc.constant(resolve),
    fc.constant(clear),
  ],
  { maxCommands: 14 },
);

/** The counts of a list of outcomes, in the poll's order. */
const countsOf = (outcomes: Iterable<string>) => {
  const all = [...outcomes];
  return OUTCOMES.map((id) => all.filter((other) => other === id).length);
};

test('the final standings are the model’s, and so is a recount of the ballots', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 64 }), commands, async (boxes, steps) => {
      const model: Model = { ballots: new Map(), state: 'open', joined: false };
      const real = new Real(boxes);
      await real.publish();
      await fc.asyncModelRun(() => ({ model, real }), steps);

      const standings = await real.board().close();
      real.heard('scoreboard', standings);
      expect(standings?.final).toBe(true);
      expect(standings?.outcomes.map(({ count }) => count)).toEqual(
        countsOf(model.ballots.values()),
      );
      const listed: string[] = [];
      for (const index of (await real.board().boxes()) ?? []) {
        listed.push(...(await real.box(index).list('', 100)).map((ballot) => ballot.outcome));
      }
      expect(countsOf(listed)).toEqual(countsOf(model.ballots.values()));
    }),
    { numRuns: HISTORIES },
  );
}, 240_000);
