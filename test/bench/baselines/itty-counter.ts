import { createDurable, proxyDurable } from 'itty-durable';

interface CounterEnv {
  readonly OBJECT: DurableObjectNamespace;
}
interface Counter {
  counter: number;
}
const Base = createDurable({ autoReturn: true, autoPersist: true }) as unknown as abstract new (
  state: DurableObjectState,
  env: CounterEnv,
) => object;

/** The counter of itty-durable's README, persisting itself. It knows no voters. */
export class Poll extends Base implements Counter {
  counter: number;

  constructor(state: DurableObjectState, env: CounterEnv) {
    super(state, env);
    this.counter = 0;
  }

  increment(): void {
    this.counter++;
  }
}

export default {
  async fetch(_: Request, env: CounterEnv): Promise<Response> {
    const poll = proxyDurable(env.OBJECT, { parse: true }).get('poll') as {
      increment(): Promise<Counter>;
    };
    return Response.json(await poll.increment());
  },
};
