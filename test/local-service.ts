import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const ROOT = resolve(import.meta.dirname, '..');
/** How long `npm start` may take, or what it started to end, on a machine with much else to do: ms. */
const START_LIMIT = 150_000;
/** What a test of a few starts may take: ms. */
export const STARTS_LIMIT = 4 * START_LIMIT;

/** Where and how a service is started. */
interface Start {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The service as `npm start` runs it, in a process group of its own. */
export interface LocalService {
  readonly pid: number;
  /** What it has printed so far. */
  readonly output: string;
  /** Kills the process alone or, with `everything`, all that it started too. */
  readonly kill: (everything?: boolean) => Promise<void>;
  /** Its exit code; `null` where a signal ended it. */
  readonly ended: Promise<number | null>;
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

/** Runs a command that starts the service, and waits for nothing. */
export function launch(command: string, { cwd = ROOT, env = {} }: Start = {}): LocalService {
  const [program = '', ...args] = command.split(' ');
  const child = spawn(program, args, { cwd, detached: true, env: { ...process.env, ...env } });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return {
    pid: child.pid ?? 0,
    get output() {
      return output;
    },
    kill: (everything) => kill(child, everything),
    ended,
  };
}

/** Runs the service and waits for what it prints at the end. `state` is where it keeps its votes. */
export async function startService(
  port: number,
  state: string,
  command = 'node src/cli/start.ts',
  { cwd, env }: Start = {},
): Promise<LocalService> {
  const service = launch(command, {
    ...(cwd === undefined ? {} : { cwd }),
    env: {
      PORT: String(port),
      STATE_DIR: state,
      START_LIMIT: String(START_LIMIT / 1_000),
      ...env,
    },
  });
  let ended = false;
  void service.ended.then(() => (ended = true));
  const deadline = Date.now() + START_LIMIT;
  while (!service.output.includes('Stop with Ctrl-C')) {
    if (ended || Date.now() > deadline) {
      await service.kill(true);
      throw new Error(`no start: ${service.output}`);
    }
    await sleep(100);
  }
  return service;
}

async function kill(child: ChildProcess, everything = true): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  process.kill(everything ? -child.pid : child.pid, 'SIGKILL');
  await gone;
}

/** A process, by what the operating system says of it. */
export interface Process {
  readonly pid: number;
  readonly command: string;
}

/** A process and all that came of it, the oldest first. Linux tells of them in /proc. */
export function processesOf(pid: number): Process[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = all.flatMap((name): (Process & { parent: number })[] => {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return [{ pid: Number(name), parent, command }];
    } catch {
      return []; // it has just ended
    }
  });
  const of = (parent: number): Process[] =>
    children.flatMap((each) => (each.parent === parent ? [each, ...of(each.pid)] : []));
  return [...children.filter((each) => each.pid === pid), ...of(pid)];
}

/** Waits until none of these processes is there any more; throws, naming those that stay. */
export async function untilGone(processes: readonly Process[]): Promise<void> {
  const deadline = Date.now() + START_LIMIT;
  const left = () => processes.filter(({ pid }) => isAlive(pid));
  while (left().length > 0) {
    if (Date.now() > deadline) throw new Error(`still there: ${JSON.stringify(left())}`);
    await sleep(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    // A process that has ended and that nobody has asked about is a zombie.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
