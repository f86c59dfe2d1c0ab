import type { Env } from '../env.ts';

/** What a token is for: `reviewed` publishes what was verified elsewhere, and nothing else. */
export type Role = 'editor' | 'reviewed';

/** The type parameter of every Hono app and handler here. */
export interface App {
  Bindings: Env;
  Variables: {
    /** Set by `editor()`. */
    roles: ReadonlySet<Role>;
  };
}
