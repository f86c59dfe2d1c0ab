/**
 * Stands for `cloudflare:workers` where objects run in a `World`: what they extend and call, nothing
 * of what the platform does by itself.
 */
export class DurableObject<E> {
  readonly ctx: DurableObjectState;
  readonly env: E;

  constructor(ctx: DurableObjectState, env: E) {
    this.ctx = ctx;
    this.env = env;
  }
}

/** A promise that one request keeps wakes another, as on the platform. */
Object.assign(globalThis, {
  Cloudflare: { compatibilityFlags: { handle_cross_request_promise_resolution: true } },
});

export const waitUntil = (_promise: Promise<unknown>): void => undefined;
