import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './client.ts';

/** Connections at most: a request that finds all of them waiting is not sent and not answered. */
const MOST = 8_000;
/** How long the last answers are waited for: ms. */
const PATIENCE = 15_000;

/** One request that was due: its answer's status, 0 where none came, and how long that took: ms. */
export interface Arrival {
  readonly status: number;
  readonly took: number;
}

interface OpenLoop {
  readonly origin: URL;
  /** Requests a second, each sent when it is due, whatever became of those before. */
  readonly rate: number;
  readonly seconds: number;
  /** The next request in its wire form. */
  readonly next: () => string;
}

/** Sends requests at a steady rate, as readers do who know nothing of one another. */
export async function openLoop({ origin, rate, seconds, next }: OpenLoop): Promise<Arrival[]> {
  const connections: Connection[] = [];
  const idle: Connection[] = [];
  const connection = (): Connection | undefined => {
    if (idle.length > 0 || connections.length >= MOST) return idle.pop();
    const opened = new Connection(origin);
    connections.push(opened);
    return opened;
  };
  const arrivals: Arrival[] = [];
  const ask = async (n: number, due: number): Promise<void> => {
    arrivals[n] = { status: 0, took: Number.POSITIVE_INFINITY };
    const used = connection();
    if (used === undefined) return;
    const status = await used.send(next()).catch(() => 0);
    if (status === 0) return;
    arrivals[n] = { status, took: performance.now() - due };
    idle.push(used);
  };
  const asked: Promise<void>[] = [];
  const started = performance.now();
  for (let n = 0; n < rate * seconds; ) {
    const due = started + (n * 1_000) / rate;
    if (due <= performance.now()) asked.push(ask(n++, due));
    else await sleep(1);
  }
  await Promise.race([Promise.all(asked), sleep(PATIENCE, undefined, { ref: false })]);
  for (const each of connections) each.close();
  return arrivals;
}
