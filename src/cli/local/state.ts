import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { uptime } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { refuse } from './refusal.ts';

/** Who has a state folder. */
interface Holder {
  /** The process to end, so that all of the service ends. */
  readonly pid: number;
  /** The group of those processes that write to the folder. */
  readonly group: number;
  readonly origin: string;
}

/** SQLite's code of a lock that somebody else has. */
const BUSY = 5;
/** How long processes of a holder that is gone may take to go too: ms. */
const LEAVING = 5_000;

/** The folder where votes and publications are kept, ours alone until this process ends. */
export interface State {
  /** Where Miniflare keeps what is bound to the Worker. */
  readonly store: string;
  /** For files of this run; the next empties it. */
  readonly scratch: string;
}

/**
 * Takes a folder, or stops the start and says who has it. Two services on one folder would each count
 * into files that the other overwrites. The lock is the operating system's own, by way of SQLite: it
 * ends with this process, however that ends, so none is ever stale.
 */
export async function takeState(folder: string, holder: Holder): Promise<State> {
  const scratch = join(folder, 'tmp');
  const store = join(folder, 'v3');
  const about = join(folder, 'holder.json');
  try {
    makeFolder(folder);
    makeFolder(store);
    lock(join(folder, 'lock.sqlite'), () => {
      const { origin, pid } = read(about) ?? { origin: 'an unknown address', pid: 'unknown' };
      return `${folder} is in use by the service at ${origin} (process ${pid}). Stop that one, or choose another folder: STATE_DIR=… npm start`;
    });
    await mustHaveLeft(folder, read(about));
    writeFileSync(about, JSON.stringify({ ...holder, since: Date.now() }));
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined && code !== 'ERR_SQLITE_ERROR') throw error;
    refuse(`${folder} cannot be written to (${code}). Choose another one: STATE_DIR=… npm start`);
  }
  return { store, scratch };
}

/** Makes a folder to write to. Node's own way to make parents too asks for ever where a file system has none to give. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (statSync(folder).isDirectory()) return accessSync(folder, constants.W_OK | constants.X_OK);
    refuse(`${folder} is not a folder. Choose another one: STATE_DIR=… npm start`);
  }
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
  mkdirSync(folder);
}

// Held as long as this process is: closing it would give the lock back.
let held: DatabaseSync | undefined;

function lock(file: string, taken: () => string): void {
  held = new DatabaseSync(file);
  try {
    held.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    if ((error as { errcode?: number }).errcode !== BUSY) throw error;
    refuse(taken());
  }
}

function read(about: string): (Holder & { readonly since: number }) | null {
  try {
    return JSON.parse(readFileSync(about, 'utf8')) as Holder & { readonly since: number };
  } catch {
    return null; // the first start here, or one that was cut short
  }
}

/** Waits for what the last holder may have left behind: a crash ends its processes one by one. */
async function mustHaveLeft(folder: string, last: ReturnType<typeof read>): Promise<void> {
  const booted = Date.now() - uptime() * 1000;
  if (last === null || last.since < booted) return;
  for (let waited = 0; isThere(last.group); waited += 100) {
    if (waited > LEAVING) {
      refuse(
        `Processes of an earlier start still write to ${folder}. End them: kill -9 -- -${last.group}`,
      );
    }
    await sleep(100);
  }
}

function isThere(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}
