import { env } from 'cloudflare:workers';

/** How long a call of a box or a scoreboard takes each way: ms. */
export interface Delays {
  readonly box: number;
  readonly scoreboard: number;
  /** Hears what a scoreboard has done while its answer is on its way. */
  readonly answered?: (scoreboard: string, method: string) => void;
}

/** Lets calls between objects, and of the Worker on objects, take a time. */
export async function withDelays<T>(delays: Delays, work: () => Promise<T>): Promise<T> {
  const { BALLOT_BOX: boxes, SCOREBOARD: scoreboards } = env;
  const slowly = async <A>(delay: number, call: () => Promise<A>): Promise<A> => {
    await scheduler.wait(delay);
    try {
      return await call();
    } finally {
      await scheduler.wait(delay);
    }
  };
  type Box = Record<string | symbol, (...args: unknown[]) => Promise<unknown>>;
  const slowBox = (name: string) =>
    new Proxy<Box>(
      {},
      {
        get:
          (_, method) =>
          (...args: unknown[]) =>
            slowly(delays.box, async () =>
              (boxes.getByName(name) as unknown as Box)[method]?.(...args),
            ),
      },
    );
  const slowScoreboard = (id: DurableObjectId) => ({
    fetch: (request: Request) =>
      slowly(delays.scoreboard, async () => {
        const answer = await scoreboards.get(id).fetch(request);
        delays.answered?.(id.name ?? '', new URL(request.url).pathname.split('/').at(-1) ?? '');
        return answer;
      }),
  });
  const swap = (bindings: object) => {
    for (const [name, value] of Object.entries(bindings)) {
      Object.defineProperty(env, name, { value, configurable: true, writable: true });
    }
  };
  swap({
    BALLOT_BOX: { getByName: slowBox },
    SCOREBOARD: {
      idFromName: (name: string) => scoreboards.idFromName(name),
      get: slowScoreboard,
      getByName: (name: string) => slowScoreboard(scoreboards.idFromName(name)),
    },
  });
  try {
    return await work();
  } finally {
    swap({ BALLOT_BOX: boxes, SCOREBOARD: scoreboards });
  }
}
