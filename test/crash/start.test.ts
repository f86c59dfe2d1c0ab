import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { freePort, type LocalService, startService } from '../local-service.ts';

const state = mkdtempSync(join(tmpdir(), 'standpoint-'));
let running: LocalService | undefined;

async function start(port: number, command: string): Promise<string> {
  running = await startService(port, state, command);
  return running.output;
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

afterEach(() => running?.kill());
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
  await running?.kill(everything);
  await untilSilent(port);

  await start(port, command);
  const ballot = await fetch(`${poll}/ballot`, { headers });
  expect(await ballot.json()).toMatchObject({ outcome: 'neither', standings: { total } });
});
