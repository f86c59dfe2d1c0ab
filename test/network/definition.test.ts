import { afterEach, describe, expect, test } from 'vitest';
import { CALM } from './network.ts';
import { BEHIND } from './kv.ts';
import { Scene } from './scene.ts';

let scene: Scene;
afterEach(() => scene.end());

async function begin(changes: ConstructorParameters<typeof Scene>[2] = {}): Promise<Scene> {
  scene = new Scene(1, CALM, changes);
  await scene.until(scene.publish());
  return scene;
}
const OTHER = {
  outcomes: ['sign', 'talk'].map((id) => ({ id, label: `They ${id}`, restsOn: [] })),
  boxes: 9,
};

describe('while KV is a minute behind', () => {
  test('a vote counts by what was published', async () => {
    await begin();
    await scene.pass(2 * BEHIND);
    const before = scene.seen();
    await scene.until(scene.publish(OTHER));
    const after = scene.seen();
    if (before === null || after === null) throw new Error('it is published');
    for (let voter = 0; voter < 12; voter += 1) {
      const seen = voter % 2 === 0 ? before : after;
      expect(await scene.vote(voter, 'sign', seen)).toMatchObject({ ok: true });
    }
    expect(await scene.vote(20, 'talk', after)).toMatchObject({ ok: true });
    expect(await scene.vote(21, 'refuse', before)).toMatchObject({
      problem: { tag: 'unknown-outcome', known: ['sign', 'talk'] },
    });
    await scene.until(scene.ask((board) => board.close()));
    expect(await scene.standings()).toMatchObject({ final: true, total: 13 });
  });

  test('a voter of fewer boxes and of more is one voter', async () => {
    await begin({ boxes: 3 });
    const before = scene.seen() ?? undefined;
    await scene.until(scene.publish({ boxes: 8 }));
    const after = scene.seen() ?? undefined;
    for (let voter = 0; voter < 12; voter += 1) {
      await scene.vote(voter, 'sign', before);
      await scene.vote(voter, 'refuse', after);
      await scene.vote(voter, 'wait', before);
    }
    await scene.until(scene.ask((board) => board.close()));
    expect((await scene.standings()).outcomes.map(({ count }) => count)).toEqual([0, 0, 12]);
  });
});

test('what is refused, looked at or withdrawn begins nothing', async () => {
  await begin();
  await scene.vote(0, 'atlantis');
  await scene.until(scene.ballot(0).withdraw());
  await scene.find(1);
  await scene.until(scene.watch());
  await scene.until(scene.ask((board) => board.life(false)));
  expect(await scene.board((board) => board.boxes())).toEqual([]);
  expect(await scene.until(scene.publish(OTHER))).toMatchObject({ ok: true });
  await scene.vote(0, 'sign', scene.seen() ?? undefined);
  expect(await scene.until(scene.publish())).toMatchObject({ problem: { tag: 'poll-fixed' } });
});

describe('a publication of two polls of which one has begun', () => {
  test('leaves the other as it was, also for a vote that comes in between', async () => {
    await begin();
    const twin = { ...scene.poll, id: 'twin' };
    await scene.until(scene.publishArticle([scene.poll, twin], await version()));
    await scene.vote(0, 'sign', { name: `${scene.article}/twin`, poll: twin });
    scene.world.network.answerLate(`SCOREBOARD ${scene.article}/twin`, 'propose', 2_000);
    const changed = [
      { ...scene.poll, ...OTHER },
      { ...twin, boxes: 7 },
    ];
    const publication = scene.publishArticle(changed, await version());
    await scene.pass(200);
    const vote = scene.ballot(1).cast('refuse');
    expect(await scene.until(publication)).toMatchObject({ problem: { tag: 'poll-fixed' } });
    await scene.until(vote);
    await scene.pass(2_000);
    expect(await scene.vote(2, 'refuse')).toMatchObject({ ok: true });
    expect((await scene.board((board) => board.look()))?.rules.outcomes).toContain('refuse');
  });

  const version = async () => {
    const { versionOf } = await import('../../src/storage/published/published.ts');
    const seen = scene.world.kv.seen(0);
    return seen === null ? null : versionOf(seen);
  };
});

describe('a publication that is cut short', () => {
  test('at any write of its publisher is carried out or given up, whole', async () => {
    for (let writes = 1; writes < 12; writes += 1) {
      await begin();
      scene.editorsRetry = false;
      scene.world.body('PUBLISHER', scene.article).dies = writes;
      await scene.until(scene.publish(OTHER).catch(() => null));
      await scene.pass(10_000);
      const known = await scene.board((board) => board.look());
      expect(known?.rules.boxes).toBe(scene.seen()?.poll.boxes);
      expect(await scene.vote(0, 'sign', scene.seen() ?? undefined)).toMatchObject({ ok: true });
      if (writes < 11) scene.end();
    }
  });

  test('by KV that fails is brought there, and the next one is not kept out', async () => {
    await begin();
    scene.world.kv.mood = 'fails';
    expect(await scene.until(scene.publish(OTHER))).toMatchObject({ ok: true });
    scene.world.kv.mood = 'well';
    await scene.pass(5_000);
    expect(scene.seen()?.poll.boxes).toBe(9);
    expect(await scene.until(scene.publish({ boxes: 2 }))).toMatchObject({ ok: true });
  });

  test('by KV that hangs does not come over a newer one', async () => {
    await begin();
    scene.world.kv.mood = 'hangs';
    await scene.until(scene.publish({ boxes: 2 }));
    scene.world.kv.mood = 'well';
    let newer = await scene.until(scene.publish({ boxes: 3 }));
    for (let tries = 0; !newer.ok && tries < 20; tries += 1) {
      await scene.pass(10_000);
      newer = await scene.until(scene.publish({ boxes: 3 }));
    }
    expect(newer).toMatchObject({ ok: true });
    await scene.pass(100_000);
    expect(scene.seen()?.poll.boxes).toBe(3);
  });
});
