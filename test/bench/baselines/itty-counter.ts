import { createDurable, proxyDurable } from 'itty-durable';
import { front } from './front.ts';

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

export default front<CounterEnv>((env) => {
  const poll = proxyDurable(env.OBJECT, { parse: true }).get('poll') as {
    increment(): Promise<Counter>;
  };
  return poll.increment();
});
