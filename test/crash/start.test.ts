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

/** Runs `npm start` in a process group of its own and waits for what it prints at the end. */
async function start(port: number): Promise<string> {
  const child = spawn('npm', ['start'], {
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

async function kill(): Promise<void> {
  const child = running;
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}

afterEach(kill);
afterAll(() => rmSync(state, { recursive: true, force: true }));

test('an acknowledged vote survives `npm start` being killed', async () => {
  const port = await freePort();
  const poll = `http://localhost:${port}/v1/polls/russia-rare-earths-offer/who-signs`;
  const output = await start(port);
  expect(output).toContain(`http://localhost:${port}/articles/russia-rare-earths-offer`);

  const voters = await fetch(`http://localhost:${port}/v1/voters`, { method: 'POST' });
  const { token } = (await voters.json()) as { token: string };
  const headers = { 'Standpoint-Voter': token, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ outcome: 'neither' });
  const answer = await fetch(`${poll}/ballot`, { method: 'PUT', headers, body });
  expect(answer.status).toBe(201);
  await kill();

  await start(port);
  const ballot = await fetch(`${poll}/ballot`, { headers });
  expect(await ballot.json()).toMatchObject({ outcome: 'neither', standings: { total: 1 } });
});
