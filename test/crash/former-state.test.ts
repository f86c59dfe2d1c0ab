import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { publishAll } from '../../src/cli/publish.ts';
import { validArticles } from '../../src/cli/data.ts';
import {
  freePort,
  launch,
  processesOf,
  startService,
  untilGone,
  STARTS_LIMIT,
} from '../local-service.ts';
import { copyProject } from '../project-copy.ts';

vi.setConfig({ testTimeout: STARTS_LIMIT, hookTimeout: STARTS_LIMIT });

const copy = copyProject();
const state = mkdtempSync(join(tmpdir(), 'standpoint-'));
const POLL = '/v1/articles/russia-rare-earths-offer/polls/who-signs';
afterAll(() => {
  copy.remove();
  rmSync(state, { recursive: true, force: true });
});

test('what was kept while `npm start` ran `wrangler dev` is read on', async () => {
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(join(copy.folder, '.dev.vars'), `VOTER_KEYS=k1:${secret}\n`);
  const editorToken = randomBytes(24).toString('base64url');
  const hash = createHash('sha256').update(editorToken).digest('hex');
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const former = launch(
    `node node_modules/wrangler/bin/wrangler.js dev --port=${port} --inspector-port=0 --persist-to=${state} --var=EDITOR_TOKEN_HASHES:${hash} --show-interactive-dev-session=false --log-level=warn`,
    {
      cwd: copy.folder,
      env: { CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
    },
  );
  while ((await fetch(`${origin}/v1/articles`).catch(() => null))?.status !== 200) await sleep(200);
  await publishAll(new URL(origin), editorToken, await validArticles());
  const minted = await fetch(`${origin}/v1/voters`, { method: 'POST' });
  const { token } = (await minted.json()) as { token: string };
  const headers = { 'Standpoint-Voter': token, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ outcome: 'neither' });
  const vote = await fetch(`${origin}${POLL}/ballot`, { method: 'PUT', headers, body });
  expect(vote.status).toBe(201);
  const { receipt } = (await vote.json()) as { receipt: string };
  const all = processesOf(former.pid);
  await former.kill(true);
  await untilGone(all);

  const service = await startService(port, state, 'node src/cli/start.js', { cwd: copy.folder });
  const ballot = await fetch(`${origin}${POLL}/ballot`, { headers });
  expect(await ballot.json()).toMatchObject({
    outcome: 'neither',
    receipt,
    standings: { total: 1 },
  });
  await service.kill(true);
});
