import type { Objects } from './storage/calls/objects.ts';

/** What wrangler.toml binds, and the secrets that `.dev.vars.example` describes. */
export interface Env extends Objects {
  readonly POSITIONS: KVNamespace;
  /** `id:secret` pairs, comma-separated; the first signs voter tokens, all of them verify. */
  readonly VOTER_KEYS: string;
  /** The secret of a Turnstile widget; where it is set, new voters must solve a challenge. */
  readonly TURNSTILE_SECRET?: string;
  /** Cloudflare's rate limiter of new voters; workerd alone has none. */
  readonly MINT_LIMITER?: RateLimit;
  /** The origin that readers know the service by, `https://…`; else that of each request. */
  readonly PUBLIC_ORIGIN?: string;
  /** SHA-256 hashes of the editors' tokens in hexadecimal, comma-separated, at most two. */
  readonly EDITOR_TOKEN_HASHES: string;
}
