import { type Config, faultsOf, readConfig, type Settings } from './config.ts';
import type { Objects } from './storage/calls/objects.ts';

/** What wrangler.toml binds, and what an operator sets. */
export interface Env extends Objects, Settings {
  readonly POSITIONS: KVNamespace;
  /** Cloudflare's rate limiters of new voters, by the size of the network; workerd alone has none. */
  readonly LAN_LIMITER?: RateLimit;
  readonly MINT_LIMITER?: RateLimit;
  readonly PROVIDER_LIMITER?: RateLimit;
  /** The rate limiter of one voter's ballots. */
  readonly BALLOT_LIMITER?: RateLimit;
}

const known = new WeakMap<Env, Config>();

/** What the settings come to. They are read once an isolate, and what is wrong is logged then. */
export function configOf(env: Env): Config {
  const config = known.get(env) ?? readConfig(env);
  if (!known.has(env)) {
    known.set(env, config);
    for (const fault of faultsOf(config)) console.error(`misconfigured: ${fault}`);
  }
  return config;
}
