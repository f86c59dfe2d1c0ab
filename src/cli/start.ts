/** `npm start`: runs the service here, with the articles of data/ in it. No account is needed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { publishAll } from './publish.ts';

const ROOT = join(import.meta.dirname, '../..');
const SECRETS = join(ROOT, '.dev.vars');
/** How long the service may take to answer for the first time: ms. */
const START_LIMIT = 60_000;

/** Loaded into wrangler: it stops when the process that started it is gone, however that ended. */
const STOP_WITH_PARENT = 'data:text/javascript,process.on("disconnect",()=>process.exit())';

const port = Number(process.env['PORT'] ?? 8787);
const state = process.env['STATE_DIR'] ?? join(ROOT, '.wrangler/state');
const service = new URL(`http://localhost:${port}`);

/** Voter tokens outlive a restart, so the key that signs them is made once and kept. */
async function ensureSecrets(): Promise<void> {
  if (existsSync(SECRETS)) return;
  const example = await readFile(`${SECRETS}.example`, 'utf8');
  const secret = randomBytes(32).toString('base64url');
  await writeFile(SECRETS, example.replace('REPLACE-ME', secret), { mode: 0o600 });
}

function isFree(): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, 'localhost', () => server.close(() => resolve(true)));
  });
}

function runWorker(editorToken: string): ChildProcess {
  const hash = createHash('sha256').update(editorToken).digest('hex');
  return spawn(
    process.execPath,
    [
      `--import=${STOP_WITH_PARENT}`,
      join(ROOT, 'node_modules/wrangler/bin/wrangler.js'),
      'dev',
      `--port=${port}`,
      `--persist-to=${state}`,
      `--var=EDITOR_TOKEN_HASHES:${hash}`,
      '--show-interactive-dev-session=false',
      '--log-level=warn',
    ],
    {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        WRANGLER_SEND_METRICS: 'false',
      },
    },
  );
}

async function untilReady(worker: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_LIMIT;
  while (Date.now() < deadline) {
    if (worker.exitCode !== null) throw new Error('wrangler stopped before the service answered');
    const answer = await fetch(new URL('/healthz', service)).catch(() => null);
    if (answer?.ok === true) return;
    await sleep(200);
  }
  throw new Error(`the service did not answer within ${START_LIMIT / 1000} seconds`);
}

async function main(): Promise<void> {
  if (!(await isFree())) {
    throw new Error(`port ${port} is in use; choose another: PORT=8788 npm start`);
  }
  await ensureSecrets();
  const editorToken = randomBytes(24).toString('base64url');
  const worker = runWorker(editorToken);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => worker.kill(signal));
  }
  worker.once('exit', (code) => process.exit(code ?? 0));
  try {
    await untilReady(worker);
    const ids = await publishAll(service, editorToken);
    const comparison = new URL(`/v1/articles/${ids[0]}/comparison`, service);
    console.log(`
Standpoint is running at ${service.href}
${ids.map((id) => `  ${new URL(`/articles/${id}`, service).href}`).join('\n')}

Try:
  curl '${comparison.href}?actors=russia,europe&topics=aid'
  curl -X POST ${new URL('/v1/voters', service).href}

Editor token for this run: ${editorToken}
Stop with Ctrl-C. Votes are kept in ${state}.
`);
  } catch (error) {
    worker.kill();
    throw error;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
