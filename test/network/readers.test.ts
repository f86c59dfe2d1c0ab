import { afterEach, describe, expect, test } from 'vitest';
import type { Standings } from '../../src/domain/standings.ts';
import { CALM } from './network.ts';
import { Scene } from './scene.ts';

let scene: Scene;
afterEach(() => scene.end());

async function begin(changes: ConstructorParameters<typeof Scene>[2] = {}): Promise<Scene> {
  scene = new Scene(1, CALM, { boxes: 1, ...changes });
  await scene.until(scene.publish());
  return scene;
}
async function watch() {
  const socket = await scene.until(scene.watch());
  if (!socket.ok) throw new Error(socket.problem.tag);
  const { sent } = socket.value;
  return { seen: () => sent.map((text) => JSON.parse(text) as Standings) };
}

test.each(['after-vote', 'after-close'] as const)(
  'what is hidden is told by nothing: %s',
  async (reveal) => {
    await begin({ reveal });
    const { seen } = await watch();
    for (let voter = 0; voter < 4; voter += 1) {
      await scene.vote(voter, 'sign');
      await scene.pass(1_500);
    }
    expect(await scene.standings()).toMatchObject({ revealed: false, total: null, version: 0 });
    expect(await scene.board((board) => board.history(false))).toMatchObject({ snapshots: [] });
    expect(await scene.board((board) => board.integrity(false))).toEqual({
      accepted: null,
      changed: null,
      withdrawn: null,
      refused: {},
    });
    expect(seen()).toHaveLength(1);
    scene.world.evict('SCOREBOARD', scene.name);
    await scene.vote(5, 'sign');
    await scene.pass(3_000);
    expect(seen()).toHaveLength(1);
    await scene.until(scene.ask((board) => board.close()));
    await scene.pass(1_500);
    expect(seen().at(-1)).toMatchObject({ revealed: true, total: 5, final: true });
  },
);

test('what is refused is sent to nobody and adds nothing to the history', async () => {
  await begin();
  const { seen } = await watch();
  await scene.vote(0, 'sign');
  await scene.pass(3_000);
  const before = {
    sent: seen().length,
    history: await scene.board((board) => board.history(false)),
  };
  for (let i = 0; i < 5; i += 1) {
    await scene.vote(0, 'atlantis');
    await scene.vote(0, 'sign');
    await scene.pass(1_500);
  }
  expect(seen()).toHaveLength(before.sent);
  expect(await scene.board((board) => board.history(false))).toEqual(before.history);
});

describe('the history', () => {
  test('ends where the standings end', async () => {
    await begin({ boxes: 4 });
    for (let voter = 0; voter < 9; voter += 1) {
      await scene.vote(voter, 'sign');
      await scene.pass(voter % 3 === 0 ? 50 : 400);
    }
    await scene.pass(2_000);
    const { total, version } = await scene.standings();
    expect((await scene.board((board) => board.history(false)))?.snapshots.at(-1)).toMatchObject({
      total,
      version,
    });
  });

  test('stays in order when the clock is set back', async () => {
    await begin();
    scene.world.jump('SCOREBOARD', scene.name, 50_000);
    for (let voter = 0; voter < 4; voter += 1) {
      await scene.vote(voter, 'sign');
      await scene.pass(2_000);
      if (voter === 1) scene.world.jump('SCOREBOARD', scene.name, -50_000);
    }
    const history = await scene.board((board) => board.history(false));
    expect(history?.snapshots.at(-1)).toMatchObject({ total: 4 });
  });
});

test('a decision, another one and its undoing reach those who watch', async () => {
  await begin();
  await scene.vote(0, 'sign');
  await scene.until(scene.ask((board) => board.close()));
  await scene.pass(2_000);
  const { seen } = await watch();
  const states: (string | undefined)[] = [];
  for (const outcome of ['sign', 'none', 'refuse', 'none', null] as const) {
    await scene.until(
      scene.ask<unknown>((board) =>
        outcome === 'none'
          ? board.clearResolution()
          : board.setResolution(outcome, 'https://x.example/'),
      ),
    );
    await scene.pass(1_500);
    states.push(seen().at(-1)?.state);
  }
  expect(states).toEqual(['resolved', 'closed', 'resolved', 'closed', 'void']);
  expect(new Set(seen().map(({ version }) => version)).size).toBe(seen().length);
});
