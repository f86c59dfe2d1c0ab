import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import {
  freePort,
  launch,
  processesOf,
  startService,
  untilGone,
  STARTS_LIMIT,
} from '../local-service.ts';

vi.setConfig({ testTimeout: STARTS_LIMIT, hookTimeout: STARTS_LIMIT });

const state = mkdtempSync(join(tmpdir(), 'standpoint-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

const isSilent = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, 'localhost');
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
    socket.unref();
  });

/** Which of a start's processes is meant, by what is in its command. */
const PROCESSES = {
  npm: 'npm start',
  keeper: 'cli/start',
  service: 'local/serve',
  workerd: 'workerd serve',
};

/** What ends `npm start`, and the exit code that is left where something is. */
const ENDINGS: readonly [string, (npm: number, pids: Record<string, number>) => void, number?][] = [
  ['kill', (npm) => process.kill(npm, 'SIGTERM')],
  ['Ctrl-C', (npm) => process.kill(-npm, 'SIGINT'), 0],
  ['the end of its terminal', (npm) => process.kill(-npm, 'SIGHUP')],
  ...Object.keys(PROCESSES).map(
    (name) =>
      [
        `kill -9 of ${name}`,
        (_, pids) => process.kill(pids[name] ?? 0, 'SIGKILL'),
      ] as (typeof ENDINGS)[number],
  ),
];

test.each(ENDINGS)('%s ends all of a start', async (_, end, code) => {
  const port = await freePort();
  const service = await startService(port, state, 'npm start');
  const all = processesOf(service.pid);
  const pids = Object.fromEntries(
    Object.entries(PROCESSES).map(([name, part]) => {
      const found = all.filter(({ command }) => command.includes(part));
      expect(found, `${name} of ${JSON.stringify(all)}`).toHaveLength(1);
      return [name, found[0]?.pid ?? 0];
    }),
  );
  expect(await isSilent(port)).toBe(false);
  end(service.pid, pids);
  await untilGone(all);
  expect(await isSilent(port)).toBe(true);
  const ended = await service.ended;
  if (code !== undefined) expect(ended).toBe(code);
});

test('a second start on a state folder is refused and told who has it, until that has ended', async () => {
  const [port, other] = [await freePort(), await freePort()];
  const first = await startService(port, state);
  const [keeper] = processesOf(first.pid);
  const second = launch('node src/cli/start.js', {
    env: { PORT: String(other), STATE_DIR: state },
  });
  expect(await second.ended).toBe(1);
  expect(second.output.trimEnd()).toBe(
    `${state} is in use by the service at http://localhost:${port} (process ${keeper?.pid}). Stop that one, or choose another folder: STATE_DIR=… npm start`,
  );
  expect((await fetch(`http://localhost:${port}/healthz`)).status).toBe(200);

  // What is left of a start that was killed holds nobody up.
  await first.kill(true);
  const third = await startService(other, state);
  expect(third.output).toContain(`http://localhost:${other}/articles/`);
  await third.kill(true);
});

test('of two starts on a state folder at once one alone serves', async () => {
  const starts = await Promise.allSettled(
    [await freePort(), await freePort()].map((port) => startService(port, state)),
  );
  expect(starts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  for (const start of starts) {
    if (start.status === 'fulfilled') await start.value.kill(true);
    else expect(String(start.reason)).toContain(`${state} is in use`);
  }
});
