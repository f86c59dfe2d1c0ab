export { NoOp } from './no-op.ts';
import type { NoOp } from './no-op.ts';

/** The same call with nothing before it: no route, no voter, no body. */
export default {
  async fetch(
    _: Request,
    env: { readonly OBJECT: DurableObjectNamespace<NoOp> },
  ): Promise<Response> {
    return Response.json(await env.OBJECT.getByName('poll').vote());
  },
};
