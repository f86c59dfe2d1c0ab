import { type ChildProcess, spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { configuration, FILES, OBJECTS, type WorkerSpec } from './capnp.ts';

/** How long the binary may take to listen: ms. */
const START_LIMIT = 20_000;
// The package's main export is the path of this machine's binary. Node's wrapper is not used: a
// signal to it would not reach the binary at once.
const BINARY = (createRequire(import.meta.url)('workerd') as { default: string }).default;

/** A workerd process with one Worker in it and a folder of its own for what it stores. */
export class Workerd {
  readonly #folder = mkdtempSync(join(tmpdir(), 'standpoint-bench-'));
  #process: ChildProcess | undefined;
  #origin: URL | undefined;

  constructor(spec: WorkerSpec, kvScript: string) {
    const objects = join(this.#folder, OBJECTS);
    mkdirSync(objects);
    copyFileSync(spec.script, join(this.#folder, FILES.main));
    copyFileSync(kvScript, join(this.#folder, FILES.kv));
    for (const [name, bytes] of Object.entries(spec.data ?? {})) {
      writeFileSync(join(this.#folder, FILES.data(name)), bytes);
    }
    writeFileSync(join(this.#folder, 'config.capnp'), configuration(spec, objects));
  }

  /** Where it listens; throws while it does not run. */
  get origin(): URL {
    if (this.#origin === undefined) throw new Error('workerd does not run');
    return this.#origin;
  }

  /** The processor time that it has taken since it was started: ms. Linux counts it. */
  get processorTime(): number {
    const tasks = `/proc/${this.#process?.pid}/task`;
    return readdirSync(tasks)
      .map((task) => readFileSync(join(tasks, task, 'schedstat'), 'utf8').split(' ')[0])
      .reduce((sum, nanoseconds) => sum + Number(nanoseconds) / 1e6, 0);
  }

  async start(): Promise<void> {
    const child = spawn(
      BINARY,
      ['serve', '--control-fd=3', join(this.#folder, 'config.capnp'), 'config'],
      { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] },
    );
    this.#process = child;
    this.#origin = new URL(`http://127.0.0.1:${await listening(child)}`);
  }

  /** Kills the process, as a crash would; what it stored stays. */
  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    this.#origin = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  }

  /** Stops it and removes its folder. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The port, from the line of JSON that workerd writes to its control pipe when it listens. */
function listening(child: ChildProcess): Promise<number> {
  const control = child.stdio[3] as Readable;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('workerd did not listen')), START_LIMIT);
    child.once('exit', (code) => reject(new Error(`workerd ended with ${code}`)));
    let read = '';
    control.on('data', (chunk: Buffer) => {
      read += chunk.toString();
      for (const line of read.split('\n').slice(0, -1)) {
        const event = JSON.parse(line) as { event: string; port?: number };
        if (event.event !== 'listen' || event.port === undefined) continue;
        clearTimeout(timer);
        resolve(event.port);
      }
    });
  });
}
