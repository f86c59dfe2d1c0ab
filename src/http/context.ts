import type { Env } from '../env.ts';

/** The type parameter of every Hono app and handler here. */
export interface App {
  Bindings: Env;
}
