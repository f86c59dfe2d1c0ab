import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
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

test('nothing that is stored or logged holds a voter’s address or browser', async () => {
  const port = await freePort();
  const reader = { address: '203.0.113.77', browser: 'AVeryRareBrowser/7.7' };
  const headers = {
    'CF-Connecting-IP': reader.address,
    'X-Forwarded-For': reader.address,
    'User-Agent': reader.browser,
  };
  let output = await start(port, 'npm start');
  running?.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  running?.stderr?.on('data', (data: Buffer) => (output += data.toString()));
  const service = `http://localhost:${port}`;
  const minted = await fetch(`${service}/v1/voters`, { method: 'POST', headers });
  const { token } = (await minted.json()) as { token: string };
  const poll = `${service}/v1/polls/russia-rare-earths-offer/aid-basis`;
  const answer = await fetch(`${poll}/ballot`, {
    method: 'PUT',
    headers: { ...headers, 'Standpoint-Voter': token, 'Content-Type': 'application/json' },
    body: JSON.stringify({ outcome: 'ended' }),
  });
  expect(answer.status).toBe(201);
  const { receipt } = (await answer.json()) as { receipt: string };
  await fetch(`${service}/nothing`, { headers });
  await sleep(1_500);
  await kill();

  const files = readdirSync(state, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  expect(files.some((file) => file.includes(Buffer.from(receipt, 'hex')))).toBe(true);
  for (const trace of [...Object.values(reader), token, token.split('.')[1]?.slice(0, 20) ?? '']) {
    expect(files.filter((file) => file.includes(trace))).toEqual([]);
    expect(output).not.toContain(trace);
  }
});

test('anyone can recount a closed poll and find a receipt in it', async () => {
  const port = await freePort();
  const output = await start(port, 'npm start');
  const [, editor = ''] = /Editor token for this run: (\S+)/.exec(output) ?? [];
  const service = `http://localhost:${port}`;
  const poll = `${service}/v1/polls/russia-rare-earths-offer/aid-basis`;
  const receipts: string[] = [];
  for (const outcome of ['resources', 'resources', 'ended']) {
    const minted = await fetch(`${service}/v1/voters`, { method: 'POST' });
    const { token } = (await minted.json()) as { token: string };
    const headers = { 'Standpoint-Voter': token, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ outcome });
    const answer = await fetch(`${poll}/ballot`, { method: 'PUT', headers, body });
    receipts.push(((await answer.json()) as { receipt: string }).receipt);
  }
  const recount = (...args: string[]) =>
    promisify(execFile)('node', ['src/cli/articles.ts', 'recount', poll, ...args], { cwd: ROOT });
  await expect(recount()).rejects.toMatchObject({ stderr: expect.stringContaining('409') });
  const headers = { Authorization: `Bearer ${editor}` };
  const closed = await fetch(`${poll}/close`, { method: 'POST', headers });
  expect(await closed.json()).toMatchObject({ final: true });

  const { stdout } = await recount('--receipt', receipts[2] ?? '');
  expect(stdout).toMatch(/same +resources: 2 listed, 2 in the standings/);
  expect(stdout).toContain(`receipt ${receipts[2]}: counted for ended`);
  await expect(recount('--receipt', '0'.repeat(32))).rejects.toMatchObject({
    stdout: expect.stringContaining('NOT FOUND'),
  });
});
