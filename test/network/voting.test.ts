import { afterEach, describe, expect, test } from 'vitest';
import type { BoxTally } from '../../src/storage/protocol.ts';
import type { Scoreboard } from '../../src/storage/scoreboard/scoreboard.ts';
import { CALM } from './network.ts';
import { Scene } from './scene.ts';

let scene: Scene;
afterEach(() => scene.end());

/** A poll of one box that is published and takes votes. */
async function begin(changes: ConstructorParameters<typeof Scene>[2] = {}): Promise<Scene> {
  scene = new Scene(1, CALM, { boxes: 1, ...changes });
  await scene.until(scene.publish());
  return scene;
}
const tally = (revision: number, counts: number[]): BoxTally => ({
  revision,
  counts,
  integrity: { accepted: revision, changed: 0, withdrawn: 0, refused: {} },
});
/** Closes the poll and counts it. */
async function final(): Promise<number | null> {
  await scene.until(scene.ask((board) => board.close()));
  const standings = await scene.standings();
  expect(standings.final).toBe(true);
  return standings.total;
}

describe('a vote that is acknowledged', () => {
  test('survives its box dying right after the answer', async () => {
    await begin();
    for (let voter = 0; voter < 5; voter += 1) {
      expect(await scene.vote(voter, 'sign')).toMatchObject({ ok: true });
      scene.world.kill(...scene.address({ boxOf: voter }));
    }
    expect(await final()).toBe(5);
  });

  test('survives, or was not acknowledged, whatever write its box dies at', async () => {
    for (let writes = 1; writes < 14; writes += 1) {
      await begin();
      scene.world.body(...scene.address({ boxOf: 0 })).dies = writes;
      const votes = Array.from({ length: 4 }, (_, voter) => scene.ballot(voter).cast('sign'));
      const answers = await scene.until(
        Promise.all(votes.map((vote) => vote.catch(() => ({ ok: false })))),
      );
      await scene.pass(5_000);
      const total = await final();
      expect(total).toBeGreaterThanOrEqual(answers.filter(({ ok }) => ok).length);
      expect((await scene.ballots()).size).toBe(total);
      if (writes < 13) scene.end();
    }
  });

  test('is told to the scoreboard, though its box dies before it tells', async () => {
    await begin();
    await scene.vote(0, 'sign');
    await scene.pass(2_000);
    await scene.vote(1, 'sign');
    scene.world.network.weather = { ...CALM, lose: 1 };
    await scene.until(
      scene
        .ballot(2)
        .cast('sign')
        .catch(() => null),
    );
    scene.world.kill(...scene.address({ boxOf: 0 }));
    scene.world.network.weather = CALM;
    await scene.pass(3_000);
    expect((await scene.standings()).total).toBe((await scene.ballots()).size);
  });

  test('is one ballot, however often it is sent', async () => {
    await begin();
    for (const outcome of ['sign', 'sign', 'refuse', 'sign', 'sign']) {
      expect(await scene.vote(0, outcome)).toMatchObject({ ok: true });
    }
    expect(await final()).toBe(1);
    expect([...(await scene.ballots()).values()]).toEqual(['sign']);
  });

  test('and whose answer was lost is not refused when it is sent again after the close', async () => {
    await begin();
    await scene.vote(0, 'sign');
    const [, box] = scene.address({ boxOf: 0 });
    scene.world.network.breakOnce(`BALLOT_BOX ${box}`, 'cast', () => {
      scene.world.jump('BALLOT_BOX', box, 700_000); // its poll is over by its clock
    });
    expect(await scene.vote(0, 'refuse')).toMatchObject({ ok: true });
    expect([...(await scene.ballots()).values()]).toEqual(['refuse']);
  });
});

describe('a report', () => {
  test('that comes twice counts once', async () => {
    await begin();
    await scene.vote(0, 'sign');
    scene.world.network.weather = { ...CALM, repeat: 1, late: 3_000 };
    for (let voter = 1; voter < 6; voter += 1) {
      await scene.vote(voter, 'sign');
      await scene.pass(800);
    }
    await scene.pass(5_000);
    expect((await scene.standings()).total).toBe(6);
  });

  test('that comes late changes nothing', async () => {
    await begin();
    await scene.vote(0, 'sign');
    await scene.board((board) => board.report(0, tally(3, [3, 0, 0])));
    await scene.board((board) => board.report(0, tally(2, [2, 0, 0])));
    expect(await scene.standings()).toMatchObject({ total: 3, version: 3 });
  });

  test('tells no more than its box knows when it wakes', async () => {
    await begin();
    await scene.vote(0, 'sign');
    await scene.pass(2_000);
    for (let voter = 1; voter < 4; voter += 1) {
      await scene.vote(voter, 'sign');
      await scene.vote(9, 'atlantis');
      await scene.pass(1_000); // it has told by then
      scene.world.kill(...scene.address({ boxOf: 0 }));
    }
    expect(await final()).toBe(4);
    const { refused } = (await scene.board((board) => board.integrity(false))) ?? {};
    expect(refused).toEqual({ 'unknown-outcome': 3 });
  });

  test('makes standings at most a second old, from idle too and with 64 boxes', async () => {
    await begin({ boxes: 64 });
    scene.world.network.weather = { ...CALM, delay: 30 };
    let taken = 0;
    const vote = async (voter: number) => {
      const { ok } = await scene.ballot(voter).cast('sign');
      if (!ok) return;
      const mine = (taken += 1);
      scene.world.clock.in(1_000, () => seen.push(look(mine)));
    };
    for (let voter = 0; voter < 120; voter += 1) {
      void vote(voter);
      await scene.pass(voter % 10 === 9 ? 2_500 : 90);
    }
    await scene.pass(2_000);
    expect(taken).toBe(120);
    await scene.until(Promise.all(seen));
  });
  const seen: Promise<void>[] = [];
  const look = async (least: number) => {
    const total = await scene.world.inside(
      'SCOREBOARD',
      scene.name,
      (board: Scoreboard) => board.standings()?.total,
    );
    expect(total).toBeGreaterThanOrEqual(least);
  };
});

test('the version grows with every change, also with a withdrawal', async () => {
  await begin();
  const versions: number[] = [];
  for (const outcome of ['sign', null, 'sign', 'refuse', null]) {
    const ballot = scene.ballot(0);
    await scene.until<unknown>(outcome === null ? ballot.withdraw() : ballot.cast(outcome));
    await scene.pass(1_500);
    versions.push((await scene.standings()).version);
  }
  expect(versions).toEqual([1, 2, 3, 4, 5]);
});

test('a scoreboard that hangs, fails or is slow holds up no vote', async () => {
  await begin();
  await scene.vote(0, 'sign');
  await scene.pass(2_000);
  const { clock, network } = scene.world;
  for (const [n, trouble] of (['hang', 'lose', 'slow'] as const).entries()) {
    network.trouble = { to: `SCOREBOARD ${scene.name}`, how: trouble };
    for (let voter = 1; voter < 5; voter += 1) {
      const asked = clock.now;
      const answer = await scene.vote(10 * n + voter, 'sign');
      expect(answer).toMatchObject({ ok: true });
      expect(clock.now - asked, `${trouble}, vote ${voter}`).toBeLessThan(300);
      if (answer.ok) {
        expect(JSON.parse(answer.value.ballot)).toMatchObject({
          standings: { total: 4 * n + voter + 1 },
        });
      }
      await scene.pass(400);
    }
  }
  network.trouble = null;
  await scene.pass(7_000);
  expect((await scene.standings()).total).toBe(13);
});
