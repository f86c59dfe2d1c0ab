/** The service itself, as `npm start` runs it: a process of its own that its keeper watches. */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ask, mustBeOk } from '../ask.ts';
import { validArticles } from '../data.ts';
import { publishAll } from '../publish.ts';
import { mustBeFree, readAddress } from './address.ts';
import { bundleWorker } from './bundle.ts';
import { greeting } from './greeting.ts';
import { complain, refuse } from './refusal.ts';
import type { Run } from './runtime.ts';
import { readSettings } from './settings.ts';
import { takeState } from './state.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = process.env['STATE_DIR'] || join(ROOT, '.wrangler/state');

let run: Run | undefined;

async function start(): Promise<void> {
  const address = readAddress(process.env);
  const articles = await orRefuse(validArticles());
  const editorToken = randomBytes(24).toString('base64url');
  const settings = readSettings(ROOT, {
    EDITOR_TOKEN_HASHES: createHash('sha256').update(editorToken).digest('hex'),
    ...(address.open ? {} : { PUBLIC_ORIGIN: address.origin }),
  });
  // The keeper is whom to end: this process ends with it.
  const holder = { pid: process.ppid, group: process.pid, origin: address.origin };
  const { store, scratch } = await takeState(FOLDER, holder);
  await mustBeFree(address);

  // Loaded here and not before, so that a refusal does not wait for it.
  const runtime = import('./runtime.ts');
  const [bundle, bound] = await Promise.all([
    bundleWorker(ROOT, scratch),
    runtime.then(({ readBound }) => readBound(ROOT)),
  ]);
  run = (await runtime).runWorker({
    bundle,
    bound,
    settings,
    store,
    scratch,
    onError: (text) => console.error(text),
    onEnd: () => {
      console.error('workerd has ended, and the service with it. Start it again: npm start');
      void stop(1);
    },
  });
  // Nobody asks before the articles are there: they are published where nobody else knows of it.
  const hidden = await run.listen('127.0.0.1', 0);
  await publishAll(hidden, editorToken, articles).catch((error: Error) =>
    refuse(`${error.message} Mend it, or take another folder: STATE_DIR=… npm start`),
  );
  await run.listen(address.host, address.port);
  const pages = articles.map(({ id }) => `${address.origin}/articles/${id}`);
  for (const url of [...pages, `${address.origin}/healthz`]) {
    await orRefuse(ask(url).then((answer) => mustBeOk(answer, url)));
  }
  console.log(greeting(address, articles, editorToken, FOLDER));
  process.send?.('ready');
}

/** What went wrong is told in its one line, since whoever starts the service can mend it. */
const orRefuse = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: Error) => refuse(error.message));

let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await run?.stop().catch(complain);
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop(0));
}
process.on('disconnect', () => void stop(1));

start().catch(async (error: unknown) => {
  complain(error);
  await stop(1);
});
