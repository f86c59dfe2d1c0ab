import type { Actor, Clock } from './clock.ts';
import type { Disk } from './disk.ts';
import { broken } from './network.ts';
import type { WireSocket } from './wire.ts';

/** An object in memory, from its construction until it is evicted or dies. */
export class Life implements Actor {
  alive = true;
  timers = 0;
  skew: number;
  readonly name: string;
  readonly #clock: Clock;
  readonly #disk: Disk;
  readonly #pending = new Set<(error: unknown) => void>();
  #blocked: Promise<unknown> = Promise.resolve();
  #instance: unknown;

  constructor(name: string, clock: Clock, disk: Disk, skew: number) {
    this.name = name;
    this.#clock = clock;
    this.#disk = disk;
    this.skew = skew;
  }

  /** Whether it has calls to answer or waits for a time: then it is not evicted. */
  get busy(): boolean {
    return this.#pending.size > 0 || this.timers > 0;
  }

  begin(construct: () => unknown): void {
    this.#instance = this.#clock.as(this, construct);
  }

  /** Has it do something. The answer leaves when all that was written before it is durable. */
  async do<O, T>(work: (instance: O) => T): Promise<Awaited<T>> {
    const died = Promise.withResolvers<never>();
    this.#pending.add(died.reject);
    const done = this.#clock.as(this, async () => {
      await this.#blocked;
      const answer = await work(this.#instance as O);
      await this.#disk.durable();
      return answer;
    });
    try {
      return await Promise.race([done, died.promise]);
    } finally {
      this.#pending.delete(died.reject);
    }
  }

  /** Lets nothing else be done meanwhile. */
  readonly blockConcurrencyWhile = <T>(work: () => Promise<T>): Promise<T> => {
    const done = work();
    this.#blocked = done.catch(() => undefined);
    return done;
  };

  /** Ends it: who waits for an answer learns that there will be none. */
  end(why: string): void {
    this.alive = false;
    for (const reject of this.#pending) reject(broken(why));
    this.#pending.clear();
  }

  /** What the object is given as its state. */
  state(sockets: { all: { socket: WireSocket; tag: string }[] }, abort: (why: string) => void) {
    const disk = this.#disk;
    const check = <A extends unknown[], R>(work: (...args: A) => R) =>
      ((...args: A) => {
        if (!this.alive) throw new Error('the object is no more');
        return work(...args);
      }) as (...args: A) => R;
    // Who has died learns of nothing any more, not even of that.
    const setAlarm = (time: number | null): Promise<void> => {
      try {
        if (this.alive) disk.setAlarm(time);
      } catch (error) {
        if (this.alive) throw error;
      }
      return this.alive ? Promise.resolve() : new Promise(() => undefined);
    };
    return {
      id: { name: this.name },
      storage: {
        sql: { exec: check(disk.exec) },
        get: async () => undefined, // where itty-durable would keep an object's fields
        kv: { get: (key: string) => disk.values.get(key) },
        transactionSync: check(disk.transactionSync),
        sync: () => disk.durable(),
        setAlarm: (time: number) => setAlarm(time),
        deleteAlarm: () => setAlarm(null),
      },
      abort,
      blockConcurrencyWhile: this.blockConcurrencyWhile,
      setWebSocketAutoResponse: () => undefined,
      getWebSockets: (tag?: string) =>
        sockets.all
          .filter((each) => each.socket.open && (tag === undefined || each.tag === tag))
          .map(({ socket }) => socket),
      acceptWebSocket: (socket: WireSocket, [tag = '']: string[]) =>
        void sockets.all.push({ socket, tag }),
    };
  }
}
