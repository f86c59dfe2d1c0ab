import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '..');
/** How long `npm start` may take: ms. */
const START_LIMIT = 50_000;

/** The service as `npm start` runs it, in a process group of its own. */
export interface LocalService {
  /** What it has printed so far. */
  readonly output: string;
  /** Kills the process alone or, with `everything`, all that it started too. */
  readonly kill: (everything?: boolean) => Promise<void>;
}

/** A port that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, 'localhost', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Runs the service and waits for what it prints at the end. `state` is where it keeps its votes. */
export async function startService(
  port: number,
  state: string,
  command = 'node src/cli/start.ts',
): Promise<LocalService> {
  const [program = '', ...args] = command.split(' ');
  const child = spawn(program, args, {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, PORT: String(port), STATE_DIR: state },
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const deadline = Date.now() + START_LIMIT;
  while (!output.includes('Stop with Ctrl-C')) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await kill(child);
      throw new Error(`no start: ${output}`);
    }
    await sleep(100);
  }
  return {
    get output() {
      return output;
    },
    kill: (everything) => kill(child, everything),
  };
}

async function kill(child: ChildProcess, everything = true): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  process.kill(everything ? -child.pid : child.pid, 'SIGKILL');
  await gone;
}
