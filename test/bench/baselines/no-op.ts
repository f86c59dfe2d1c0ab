import { DurableObject } from 'cloudflare:workers';

interface NoOpEnv {
  readonly OBJECT: DurableObjectNamespace<NoOp>;
}

/** An object that does nothing: what a call costs by itself. */
export class NoOp extends DurableObject {
  vote(): number {
    return 0;
  }
}

export default {
  async fetch(_: Request, env: NoOpEnv): Promise<Response> {
    return Response.json(await env.OBJECT.getByName('poll').vote());
  },
};
