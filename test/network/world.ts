import { BallotBox } from '../../src/storage/box/ballot-box.ts';
import type { Objects } from '../../src/storage/calls/objects.ts';
import { Publisher } from '../../src/storage/publisher/publisher.ts';
import { Scoreboard } from '../../src/storage/scoreboard/scoreboard.ts';
import { Clock, START } from './clock.ts';
import { Disk } from './disk.ts';
import { fakeCrypto } from './fake-crypto.ts';
import { Kv } from './kv.ts';
import { Life } from './life.ts';
import { broken, Network, type Weather } from './network.ts';
import { Draws } from './random.ts';
import { WireRequest, WireResponse, type WireSocket, WireSocketPair } from './wire.ts';

const CLASSES = { BALLOT_BOX: BallotBox, SCOREBOARD: Scoreboard, PUBLISHER: Publisher } as const;
export type Kind = keyof typeof CLASSES;

/** How long the platform takes to notice that an alarm's handler died: ms, doubled for each more. */
const ALARM_RETRY = 2_000;
const ALARM_RETRIES = 6;

/** One object: what outlives it, and its life if it is in memory. */
interface Body {
  readonly kind: Kind;
  readonly name: string;
  readonly disk: Disk;
  readonly sockets: { all: { socket: WireSocket; tag: string }[] };
  life: Life | null;
  skew: number;
  /** After how many more writes it dies, before the last of them is done; `null` for never. */
  dies: number | null;
  /** The alarm that an event has been made for. */
  armed: number | null;
}

/**
 * The objects of the service as they are, and around them a platform that is made of nothing but a
 * seed: their storage, their gates, the network between them, KV and the clock.
 */
export class World {
  readonly clock = new Clock();
  readonly network: Network;
  readonly kv = new Kv(this.clock);
  readonly #bodies = new Map<string, Body>();
  readonly #uninstall: () => void;

  constructor(seed: number, weather: Weather) {
    const draws = new Draws(seed);
    this.network = new Network(this.clock, draws, weather);
    this.clock.afterTurn = () => this.#commitAll();
    const uninstallClock = this.clock.install();
    const { error } = console;
    console.error = () => undefined; // what operators would read in the log
    const fakes = {
      crypto: fakeCrypto(draws),
      Request: WireRequest,
      Response: WireResponse,
      WebSocketPair: WireSocketPair,
      WebSocketRequestResponsePair: Object,
    };
    const before = Object.entries(fakes).map(([name, value]) => {
      const real = Object.getOwnPropertyDescriptor(globalThis, name);
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
      return [name, real] as const;
    });
    this.#uninstall = () => {
      uninstallClock();
      console.error = error;
      for (const [name, real] of before) {
        if (real === undefined) Reflect.deleteProperty(globalThis, name);
        else Object.defineProperty(globalThis, name, real);
      }
    };
  }

  /** Ends the world and gives back what it stood for. */
  end(): void {
    for (const { life, disk } of this.#bodies.values()) {
      if (life !== null) life.alive = false;
      disk.close();
    }
    this.#uninstall();
  }

  /** What a Worker finds bound, or an object by its name: the other objects, behind the network. */
  objects(from = 'worker'): Objects {
    const bound = (kind: Kind) => ({
      idFromName: (name: string) => ({ name }),
      get: ({ name }: { name: string }) => this.#stub(from, kind, name),
      getByName: (name: string) => this.#stub(from, kind, name),
    });
    return {
      BALLOT_BOX: bound('BALLOT_BOX'),
      SCOREBOARD: bound('SCOREBOARD'),
      PUBLISHER: bound('PUBLISHER'),
    } as unknown as Objects;
  }

  /** Looks into an object as no network lets one, and waits for nothing but itself. */
  inside<O, T>(kind: Kind, name: string, work: (instance: O) => T): Promise<Awaited<T>> {
    return this.#receive(this.body(kind, name), work);
  }

  /** Kills an object: what is not durable is lost, and its readers' sockets with it. */
  kill(kind: Kind, name: string): void {
    this.#kill(this.body(kind, name));
  }

  /** Takes an object out of memory if it is idle; its sockets sleep. Answers whether it was. */
  evict(kind: Kind, name: string): boolean {
    const body = this.body(kind, name);
    if (body.life === null || body.life.busy) return false;
    body.life.end('evicted');
    body.life = null;
    return true;
  }

  /** Sets an object's clock: from now on it is so much ahead of the others. */
  jump(kind: Kind, name: string, skew: number): void {
    const body = this.body(kind, name);
    body.skew = skew;
    if (body.life !== null) body.life.skew = skew;
    body.armed = null;
  }

  /** Sets all clocks right, and lets nobody die any more. */
  mend(): void {
    for (const { kind, name } of this.#bodies.values()) {
      this.jump(kind, name, 0);
      this.body(kind, name).dies = null;
    }
  }

  body(kind: Kind, name: string): Body {
    const key = `${kind} ${name}`;
    const known = this.#bodies.get(key);
    if (known !== undefined) return known;
    const disk = new Disk();
    const sockets = { all: [] };
    const body: Body = { kind, name, disk, sockets, life: null, skew: 0, dies: null, armed: null };
    disk.onWrite = () => {
      if (body.dies === null) return;
      body.dies -= 1;
      if (body.dies > 0) return;
      this.#kill(body);
      throw broken('killed at a write');
    };
    this.#bodies.set(key, body);
    return body;
  }

  #kill(body: Body): void {
    body.dies = null;
    body.life?.end('the object died');
    body.life = null;
    for (const { socket } of body.sockets.all) socket.close();
    body.sockets.all.length = 0;
    // The database may be in use where it dies at a write.
    const { disk } = body;
    queueMicrotask(() => {
      disk.crash();
      body.armed = null;
    });
  }

  #stub(from: string, kind: Kind, name: string): unknown {
    const body = this.body(kind, name);
    const sender = this.#sender(from);
    const call = async (what: string, work: (instance: never) => unknown): Promise<unknown> => {
      const life = sender?.life;
      await sender?.disk.durable(); // nothing leaves an object before all it wrote is durable
      if (life?.alive === false) return new Promise(() => undefined);
      return this.network.carry({ from, to: `${kind} ${name}`, what }, () =>
        this.#receive(body, work),
      );
    };
    if (kind === 'SCOREBOARD') {
      return {
        fetch: (input: WireRequest | URL, init?: { headers?: HeadersInit }) => {
          const request = input instanceof WireRequest ? input : new WireRequest(input, init);
          const what = new URL(request.url).pathname.split('/').at(-1) ?? '';
          return call(what, (instance: { fetch(request: WireRequest): unknown }) =>
            instance.fetch(request),
          );
        },
      };
    }
    return new Proxy(
      {},
      {
        get:
          (_, method) =>
          (...args: unknown[]) => {
            const sent = structuredClone(args);
            return call(String(method), async (instance: Record<string | symbol, unknown>) => {
              const asked = instance as Record<string | symbol, (...args: unknown[]) => unknown>;
              return structuredClone(await asked[method]?.(...sent));
            });
          },
      },
    );
  }

  #sender(from: string): Body | null {
    if (from === 'worker') return null;
    const [kind = '', name = ''] = from.split(' ');
    return this.body(kind as Kind, name);
  }

  async #receive<O, T>(body: Body, work: (instance: O) => T): Promise<Awaited<T>> {
    body.life ??= this.#begin(body);
    return await body.life.do(work);
  }

  #begin(body: Body): Life {
    const { kind, name, disk, sockets, skew } = body;
    const life = new Life(name, this.clock, disk, skew);
    const state = life.state(sockets, (why) => {
      if (life.alive) this.#kill(body);
      throw broken(why);
    });
    // What counts stands where KV is behind; it is told what a poll is and does not read there.
    const POSITIONS = kind === 'PUBLISHER' ? this.kv.binding : this.kv.behind;
    const env = { ...this.objects(`${kind} ${name}`), POSITIONS };
    body.life = life;
    life.begin(() => new CLASSES[kind](state as never, env as never));
    return life;
  }

  #commitAll(): void {
    for (const body of this.#bodies.values()) {
      const { disk, kind, name } = body;
      const durable = disk.commit();
      if (durable !== null) {
        this.clock.as(undefined, () =>
          this.clock.in(this.network.diskTime(`${kind} ${name}`), durable),
        );
      }
      if (disk.alarm !== body.armed) this.#arm(body);
    }
  }

  #arm(body: Body): void {
    const { alarm } = body.disk;
    body.armed = alarm;
    if (alarm === null) return;
    const { skew } = body;
    const ring = () => {
      if (body.disk.alarm === alarm && body.skew === skew) void this.#ring(body, 0);
    };
    this.clock.as(undefined, () => this.clock.at(alarm - START - skew, ring));
  }

  /** At least once: what dies or throws in its alarm is rung again, though not for ever. */
  async #ring(body: Body, retries: number): Promise<void> {
    const { disk } = body;
    const { alarm } = disk;
    try {
      await this.#receive(body, (instance: { alarm(): unknown }) => instance.alarm());
      if (disk.alarm === alarm) disk.setAlarm(null);
    } catch {
      // One that has died is rung again as soon as what it had set is there again.
      if (disk.alarm !== alarm || retries === ALARM_RETRIES) return;
      this.clock.in(ALARM_RETRY * 2 ** retries, () => {
        if (disk.alarm === alarm) void this.#ring(body, retries + 1);
      });
    }
  }
}
