import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import {
  freePort,
  launch,
  type LocalService,
  processesOf,
  ROOT,
  startService,
  untilGone,
  STARTS_LIMIT,
} from '../local-service.ts';
import { copyProject } from '../project-copy.ts';

vi.setConfig({ testTimeout: STARTS_LIMIT, hookTimeout: STARTS_LIMIT });

const state = mkdtempSync(join(tmpdir(), 'standpoint-'));
let running: LocalService | undefined;

async function start(port: number, command: string): Promise<string> {
  running = await startService(port, state, command);
  return running.output;
}

afterEach(() => running?.kill());
afterAll(() => rmSync(state, { recursive: true, force: true }));

test.each([
  ['`npm start` being killed with all that it started', 'npm start', true],
  ['its starter being killed alone', 'node src/cli/start.ts', false],
])('an acknowledged vote survives %s', async (_, command, everything) => {
  const port = await freePort();
  const poll = `http://localhost:${port}/v1/articles/russia-rare-earths-offer/polls/who-signs`;
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
  const all = processesOf(running?.pid ?? 0);
  await running?.kill(everything);
  await untilGone(all);

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
  await start(port, 'npm start');
  const service = `http://localhost:${port}`;
  const minted = await fetch(`${service}/v1/voters`, { method: 'POST', headers });
  const { token } = (await minted.json()) as { token: string };
  const poll = `${service}/v1/articles/russia-rare-earths-offer/polls/aid-basis`;
  const answer = await fetch(`${poll}/ballot`, {
    method: 'PUT',
    headers: { ...headers, 'Standpoint-Voter': token, 'Content-Type': 'application/json' },
    body: JSON.stringify({ outcome: 'ended' }),
  });
  expect(answer.status).toBe(201);
  const { receipt } = (await answer.json()) as { receipt: string };
  await fetch(`${service}/nothing`, { headers });
  await sleep(1_500);
  await running?.kill();
  const output = running?.output ?? '';

  const files = readdirSync(state, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, content: readFileSync(join(parentPath, name)) }));
  expect(files.some(({ content }) => content.includes(Buffer.from(receipt, 'hex')))).toBe(true);
  for (const trace of [...Object.values(reader), token, token.split('.')[2]?.slice(0, 20) ?? '?']) {
    const found = files.filter(({ content }) => content.includes(trace));
    expect(found.map(({ name }) => `${trace} in ${name}`)).toEqual([]);
    expect(output).not.toContain(trace);
  }
});

test('anyone can recount a closed poll and find a receipt in it', async () => {
  const port = await freePort();
  const output = await start(port, 'npm start');
  const [, editor = ''] = /Editor token for this run: (\S+)/.exec(output) ?? [];
  const service = `http://localhost:${port}`;
  const poll = `${service}/v1/articles/russia-rare-earths-offer/polls/aid-basis`;
  const receipts: string[] = [];
  for (const outcome of ['resources', 'resources', 'ended']) {
    const minted = await fetch(`${service}/v1/voters`, { method: 'POST' });
    const { token } = (await minted.json()) as { token: string };
    const headers = { 'Standpoint-Voter': token, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ outcome });
    const answer = await fetch(`${poll}/ballot`, { method: 'PUT', headers, body });
    receipts.push(JSON.parse(await answer.text()).receipt);
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

test('a start is refused in a line where an article changes a poll that has begun', async () => {
  const copy = copyProject();
  const own = mkdtempSync(join(tmpdir(), 'standpoint-'));
  const port = await freePort();
  const command = 'node src/cli/start.js';
  running = await startService(port, own, command, { cwd: copy.folder });
  const origin = `http://localhost:${port}`;
  const minted = await fetch(`${origin}/v1/voters`, { method: 'POST' });
  const { token } = (await minted.json()) as { token: string };
  const poll = `${origin}/v1/articles/russia-rare-earths-offer/polls/who-signs`;
  const vote = await fetch(`${poll}/ballot`, {
    method: 'PUT',
    headers: { 'Standpoint-Voter': token, 'Content-Type': 'application/json' },
    body: JSON.stringify({ outcome: 'neither' }),
  });
  expect(vote.status).toBe(201);
  await running.kill();
  const file = join(copy.folder, 'data/articles/russia-rare-earths-offer.json');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replaceAll('2027-03-01T00:00:00Z', '2028-03-01T00:00:00Z'),
  );
  running = launch(command, { cwd: copy.folder, env: { PORT: String(port), STATE_DIR: own } });
  expect(await running.ended).toBe(1);
  expect(running.output).toMatch(
    /^russia-rare-earths-offer is not published: 409 .*“who-signs” .*STATE_DIR=… npm start\n$/,
  );
  copy.remove();
  rmSync(own, { recursive: true, force: true });
});
