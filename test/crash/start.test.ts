import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const state = mkdtempSync(join(tmpdir(), 'standpoint-'));
let running: ChildProcess | undefined;

/** A port that nothing listens on. */
function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, 'localhost', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Runs the service in a process group of its own and waits for what it prints at the end. */
async function start(port: number, command: string): Promise<string> {
  const [program = '', ...args] = command.split(' ');
  const child = spawn(program, args, {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, PORT: String(port), STATE_DIR: state },
  });
  running = child;
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const deadline = Date.now() + 50_000;
  while (!output.includes('Stop with Ctrl-C')) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`no start: ${output}`);
    await sleep(100);
  }
  return output;
}

/** Kills the process alone or, with `everything`, all that it started too. */
async function kill(everything = true): Promise<void> {
  const child = running;
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  process.kill(everything ? -child.pid : child.pid, 'SIGKILL');
  await gone;
}

/** Waits until nothing answers on the port any more. */
async function untilSilent(port: number): Promise<void> {
  const url = `http://localhost:${port}/healthz`;
  while (
    await fetch(url).then(
      () => true,
      () => false,
    )
  )
    await sleep(100);
}

afterEach(() => kill());
afterAll(() => rmSync(state, { recursive: true, force: true }));

test.each([
  ['`npm start` being killed with all that it started', 'npm start', true],
  ['its starter being killed alone', 'node src/cli/start.ts', false],
])('an acknowledged vote survives %s', async (_, command, everything) => {
  const port = await freePort();
  const poll = `http://localhost:${port}/v1/polls/russia-rare-earths-offer/who-signs`;
  const output = await start(port, command);
  expect(output).toContain(`http://localhost:${port}/articles/russia-rare-earths-offer`);

  const voters = await fetch(`http://localhost:${port}/v1/voters`, { method: 'POST' });
  const { token } = (await voters.json()) as { token: string };
  const headers = { 'Standpoint-Voter': token, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ outcome: 'neither' });
  const answer = await fetch(`${poll}/ballot`, { method: 'PUT', headers, body });
  expect(answer.status).toBe(201);
  const { standings } = (await answer.json()) as { standings: { total: number } };
  const { total } = standings;
  await kill(everything);
  await untilSilent(port);

  await start(port, command);
  const ballot = await fetch(`${poll}/ballot`, { headers });
  expect(await ballot.json()).toMatchObject({ outcome: 'neither', standings: { total } });
});
