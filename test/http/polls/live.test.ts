import {
  evictDurableObject,
  reset,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Standings } from '../../../src/domain/standings.ts';
import { MAX_SOCKETS } from '../../../src/storage/scoreboard/sockets.ts';
import {
  ARTICLE,
  call,
  castBallot,
  EDITOR,
  env,
  newVoter,
  pollPath,
  publish,
  realArticle,
} from '../../helpers.ts';

const NAME = `${ARTICLE}/who-signs`;

/** A reader's socket, and what it was sent. */
async function watch(path = pollPath('/live'), protocols?: string) {
  const headers: Record<string, string> = { Upgrade: 'websocket' };
  if (protocols !== undefined) headers['Sec-WebSocket-Protocol'] = protocols;
  const answer = await call(path, { headers });
  const socket = answer.webSocket;
  if (socket === null) throw new Error(`no socket but ${answer.status}`);
  const seen: Standings[] = [];
  const times: number[] = [];
  socket.addEventListener('message', ({ data }) => {
    times.push(Date.now());
    seen.push(JSON.parse(String(data)) as Standings);
  });
  socket.accept();
  return { answer, socket, seen, times };
}
const until = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 5_000, interval: 20 });

beforeEach(() => publish());
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

test('a reader gets the standings at once and each change of them, one message a second', async () => {
  const { seen, times, socket } = await watch();
  await until(() => expect(seen).toHaveLength(1));
  expect(seen[0]).toMatchObject({ poll: NAME, total: 0 });
  for (let i = 0; i < 12; i += 1) await castBallot(await newVoter(), 'both');
  await until(() => expect(seen.at(-1)).toMatchObject({ total: 12 }));
  const versions = seen.map(({ version }) => version);
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  expect(new Set(versions).size).toBe(versions.length);
  const gaps = times.slice(2).map((time, i) => time - (times[i + 1] ?? 0));
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(950);
  socket.close();
});

test('nothing is sent while nothing changes', async () => {
  const { seen, socket } = await watch();
  const token = await newVoter();
  await castBallot(token, 'both');
  await until(() => expect(seen.at(-1)).toMatchObject({ total: 1 }));
  const sent = seen.length;
  for (let i = 0; i < 5; i += 1) await castBallot(token, 'both');
  await new Promise((done) => setTimeout(done, 1_500));
  expect(seen).toHaveLength(sent);
  socket.close();
});

test('a ballot that is refused is sent to nobody', async () => {
  const { seen, socket } = await watch();
  const token = await newVoter();
  await castBallot(token, 'both');
  await until(() => expect(seen.at(-1)).toMatchObject({ total: 1 }));
  const sent = seen.length;
  for (let i = 0; i < 3; i += 1) {
    await castBallot(token, 'atlantis');
    await new Promise((done) => setTimeout(done, 1_000));
  }
  expect(seen).toHaveLength(sent);
  socket.close();
});

test('a reader who comes between two messages is sent nothing twice', async () => {
  await castBallot(await newVoter(), 'both');
  await until(async () => {
    const { total } = await (await call(pollPath('/standings'))).json<Standings>();
    expect(total).toBe(1);
  });
  await castBallot(await newVoter(), 'neither');
  const readers: Awaited<ReturnType<typeof watch>>[] = [];
  for (let i = 0; i < 8; i += 1) {
    readers.push(await watch());
    await new Promise((done) => setTimeout(done, 250));
  }
  for (const { seen, socket } of readers) {
    const versions = seen.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)]);
    expect(versions.at(-1)).toBe(2);
    socket.close();
  }
});

test('a decision is sent to those who watch, and so are another one and its undoing', async () => {
  await castBallot(await newVoter(), 'both');
  const { seen, socket } = await watch();
  const edit = (method: string, part: string, body?: unknown) =>
    call(pollPath(part), {
      method,
      headers: { ...EDITOR, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  await edit('POST', '/close');
  await until(() => expect(seen.at(-1)).toMatchObject({ state: 'closed', final: true }));
  const evidence = 'https://gov.example/agreement';
  await edit('PUT', '/resolution', { outcome: 'both', evidence });
  await until(() => expect(seen.at(-1)).toMatchObject({ state: 'resolved' }));
  await edit('DELETE', '/resolution');
  await until(() => expect(seen.at(-1)).toMatchObject({ state: 'closed' }));
  await edit('PUT', '/resolution', { void: true, evidence });
  await until(() => expect(seen.at(-1)).toMatchObject({ state: 'void' }));
  const versions = seen.map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
  socket.close();
});

test('a socket sleeps with its scoreboard and is sent what changes after', async () => {
  const { seen, socket } = await watch();
  await until(() => expect(seen).toHaveLength(1));
  await evictDurableObject(env.SCOREBOARD.getByName(NAME));
  await castBallot(await newVoter(), 'both');
  await until(() => expect(seen.at(-1)).toMatchObject({ total: 1 }));
  socket.close();
});

test('a close is sent to those who watch', async () => {
  const { seen, socket } = await watch();
  await call(pollPath('/close'), { method: 'POST', headers: EDITOR });
  await until(() => expect(seen.at(-1)).toMatchObject({ state: 'closed', final: true }));
  socket.close();
});

test('counts go to those alone who may see them', async () => {
  const [poll] = realArticle().polls;
  if (poll === undefined) throw new Error('the article has a poll');
  await publish(realArticle({ id: 'secret', polls: [{ ...poll, reveal: 'after-vote' }] }));
  const path = '/v1/articles/secret/polls/who-signs';
  const voter = await newVoter();
  await castBallot(voter, 'both', `${path}/ballot`);
  const entitled = await watch(`${path}/live`, `standpoint, ${voter}`);
  expect(entitled.answer.headers.get('Sec-WebSocket-Protocol')).toBe('standpoint');
  const others = [await watch(`${path}/live`), await watch(`${path}/live`, 'standpoint, forged')];
  await castBallot(await newVoter(), 'neither', `${path}/ballot`);
  await until(() => expect(entitled.seen.at(-1)).toMatchObject({ total: 2 }));
  for (const { seen } of others) {
    expect(seen.every(({ revealed, total }) => !revealed && total === null)).toBe(true);
  }
  await call(`${path}/close`, { method: 'POST', headers: EDITOR });
  for (const { seen } of others) {
    await until(() => expect(seen.at(-1)).toMatchObject({ revealed: true, total: 2 }));
  }
});

test('a reader for whom there is no room is told to read the standings', async () => {
  await watch();
  await runInDurableObject(env.SCOREBOARD.getByName(NAME), (_, state) => {
    vi.spyOn(state, 'getWebSockets').mockReturnValue(Array.from({ length: MAX_SOCKETS }));
  });
  const answer = await call(pollPath('/live'), { headers: { Upgrade: 'websocket' } });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('Retry-After')).toBe('30');
  expect(await answer.json()).toMatchObject({ type: '/problems/too-many-sockets' });
});

test('without a WebSocket there is none', async () => {
  const answer = await call(pollPath('/live'));
  expect(answer.status).toBe(426);
});

test('the history shows how the counts moved', async () => {
  await castBallot(await newVoter(), 'both');
  for (const box of [0, 1, 2, 3])
    await runDurableObjectAlarm(env.BALLOT_BOX.getByName(`${NAME}/${box}`));
  const history = await (await call(pollPath('/history'))).json();
  expect(history).toMatchObject({
    outcomes: ['ukraine-only', 'russia-only', 'both', 'neither'],
    snapshots: expect.arrayContaining([
      expect.objectContaining({ total: 1, counts: [0, 0, 1, 0], version: 1 }),
    ]),
  });
});
