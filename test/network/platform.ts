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

export const waitUntil = (_promise: Promise<unknown>): void => undefined;
