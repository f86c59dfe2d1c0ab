import { DurableObject } from 'cloudflare:workers';
import { front } from './front.ts';

interface NoOpEnv {
  readonly OBJECT: DurableObjectNamespace<NoOp>;
}

/** An object that does nothing: what a call costs by itself. */
export class NoOp extends DurableObject {
  vote(): number {
    return 0;
  }
}

export default front<NoOpEnv>((env) => env.OBJECT.getByName('poll').vote());
