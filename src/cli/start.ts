/**
 * `npm start`: runs the service here, with the articles of data/ in it. No account is needed. This
 * process only keeps the one that serves: whichever of them ends, and however, the others end too.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** How long the service may take to be ready: seconds. */
const START_LIMIT = Number(process.env['START_LIMIT']) || 60;
/** How long it may take to stop by itself: ms. */
const STOP_LIMIT = 5_000;
/** How often it is looked whether npm is still there: ms. */
const WATCH = 500;

// A group of its own, so that what it has started can be ended with it.
const service = spawn(process.execPath, [join(import.meta.dirname, 'local/serve.ts')], {
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
let asked = false;

const late = setTimeout(() => {
  console.error(`The service was not ready within ${START_LIMIT} seconds, so it was stopped.`);
  end(service, 1);
}, START_LIMIT * 1000);
service.once('message', () => clearTimeout(late));
service.once('exit', (code) => end(service, asked ? 0 : (code ?? 1)));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

// npm hands a signal on, unless it is killed.
if (process.env['npm_lifecycle_event'] === 'start') {
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) stop();
  }, WATCH).unref();
}

function stop(): void {
  if (asked) return;
  asked = true;
  service.kill('SIGTERM');
  setTimeout(() => end(service, 0), STOP_LIMIT).unref();
}

/** Ends all that is left of the service, and this process. */
function end({ pid }: ChildProcess, code: number): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // nothing is left
  }
  process.exit(code);
}
