import { afterEach, describe, expect, test } from 'vitest';
import { START } from './clock.ts';
import { CALM } from './network.ts';
import { Scene } from './scene.ts';

let scene: Scene;
afterEach(() => scene.end());

const CLOSES = 30_000;
async function begin(changes: ConstructorParameters<typeof Scene>[2] = {}): Promise<Scene> {
  const closes = new Date(START + CLOSES).toISOString();
  scene = new Scene(1, CALM, { closes, boxes: 1, ...changes });
  await scene.until(scene.publish());
  return scene;
}

describe('a close', () => {
  test('that overtakes a box’s joining finds it closed when it has joined', async () => {
    await begin();
    const [, box] = scene.address({ boxOf: 0 });
    scene.world.network.answerLate(`SCOREBOARD ${scene.name}`, 'join', 500);
    const vote = scene.ballot(0).cast('sign');
    await scene.pass(100);
    await scene.until(scene.ask((board) => board.close()));
    expect(await scene.standings()).toMatchObject({ final: true, total: 0 });
    expect(await scene.until(vote)).toMatchObject({ ok: false, problem: { tag: 'poll-closed' } });
    scene.world.evict('BALLOT_BOX', box);
    expect(await scene.vote(1, 'sign')).toMatchObject({ problem: { tag: 'poll-closed' } });
    await scene.pass(3_000);
    expect(await scene.standings()).toMatchObject({ final: true, total: 0 });
  });

  test('takes the last word of a box, whatever it told before', async () => {
    await begin();
    await scene.vote(0, 'sign');
    await scene.board((board) =>
      board.report(0, {
        revision: 7,
        counts: [0, 7, 0],
        integrity: { accepted: 7, changed: 0, withdrawn: 0, refused: {} },
      }),
    );
    await scene.until(scene.ask((board) => board.close()));
    const { total, outcomes } = await scene.standings();
    expect([total, outcomes.map(({ count }) => count)]).toEqual([1, [1, 0, 0]]);
  });

  test('is final when each box has confirmed it and not before', async () => {
    await begin({ boxes: 4 });
    for (let voter = 0; voter < 12; voter += 1) await scene.vote(voter, 'sign');
    const [, box] = scene.address({ boxOf: 0 });
    scene.world.network.trouble = { to: `BALLOT_BOX ${box}`, how: 'hang' };
    const close = scene.ask((board) => board.close());
    await scene.pass(6_500);
    expect((await scene.standings()).final).toBe(false);
    scene.world.network.trouble = null;
    await scene.until(close);
    await scene.pass(8_000);
    expect(await scene.standings()).toMatchObject({ final: true, total: 12 });
  });

  test('goes on when the scoreboard dies of it', async () => {
    for (let writes = 1; writes < 9; writes += 1) {
      await begin();
      await scene.vote(0, 'sign');
      scene.world.body('SCOREBOARD', scene.name).dies = writes;
      const close = scene.ask((board) => board.close()).catch(() => null);
      await scene.until(close);
      await scene.pass(CLOSES + 10_000);
      expect(await scene.standings()).toMatchObject({ final: true, total: 1 });
      if (writes < 8) scene.end();
    }
  });

  test('of a poll in which nobody voted is final at its time', async () => {
    await begin();
    await scene.pass(CLOSES + 1_000);
    expect(await scene.standings()).toMatchObject({ state: 'closed', final: true, total: 0 });
    expect(await scene.board((board) => board.boxes())).toEqual([]);
  });

  test('by a clock that is wrong takes every vote that was acknowledged', async () => {
    for (const skew of [-40_000, 40_000]) {
      await begin();
      const [, box] = scene.address({ boxOf: 0 });
      let taken = 0;
      scene.world.jump('BALLOT_BOX', box, skew);
      for (let voter = 0; voter < 40; voter += 1) {
        const { ok } = await scene.vote(voter, 'sign');
        if (ok) taken += 1;
        await scene.pass(1_000);
      }
      await scene.pass(5_000);
      expect(await scene.standings()).toMatchObject({ final: true, total: taken });
      if (skew < 0) scene.end();
    }
  });
});

test('what a box tells when all is final changes nothing', async () => {
  await begin();
  await scene.vote(0, 'sign');
  await scene.until(scene.ask((board) => board.close()));
  const before = await scene.standings();
  for (const revision of [2, 3, 9]) {
    await scene.board((board) =>
      board.report(0, {
        revision,
        counts: [revision, 0, 0],
        integrity: { accepted: revision, changed: 0, withdrawn: 0, refused: {} },
      }),
    );
  }
  expect(await scene.standings()).toMatchObject({ total: 1, version: before.version });
});

test('a resolution whose answer was lost is one event when it is asked for again', async () => {
  await begin();
  await scene.vote(0, 'sign');
  await scene.until(scene.ask((board) => board.close()));
  const to = `SCOREBOARD ${scene.name}`;
  const resolve = (outcome: string | null) =>
    scene.until(scene.ask((board) => board.setResolution(outcome, 'https://x.example/')));
  scene.world.network.breakOnce(to, 'setResolution');
  expect(await resolve('sign')).toMatchObject({ ok: true, value: { ok: true } });
  expect(await resolve('refuse')).toMatchObject({ value: { problem: { tag: 'poll-not-closed' } } });
  scene.world.network.breakOnce(to, 'clearResolution');
  expect(await scene.until(scene.ask((board) => board.clearResolution()))).toMatchObject({
    ok: true,
  });
  const life = await scene.board((board) => board.life(false));
  expect(life?.log.map(({ event, outcome }) => outcome ?? event)).toEqual([
    'closed',
    'final',
    'sign',
    'undone',
  ]);
});
