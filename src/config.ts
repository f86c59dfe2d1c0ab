import * as v from 'valibot';
import { fromBase64Url } from './crypto.ts';
import { fail, ok, type Result } from './domain/problem.ts';

/** What an operator sets, all of it text; `.dev.vars.example` describes it. */
export interface Settings {
  /** `id:secret` pairs, comma-separated; the first signs voter tokens, all of them verify. */
  readonly VOTER_KEYS?: string;
  /** SHA-256 hashes of the editors' tokens in hexadecimal, comma-separated. */
  readonly EDITOR_TOKEN_HASHES?: string;
  /** Secret and site key of a Turnstile widget; where they are set, new voters solve a challenge. */
  readonly TURNSTILE_SECRET?: string;
  readonly TURNSTILE_SITE_KEY?: string;
  /** The origin that readers know the service by; without it that of each request. */
  readonly PUBLIC_ORIGIN?: string;
}

/** Bytes of a signing secret: what SHA-256 gives, and what `openssl rand 32` makes. */
const SECRET_BYTES = 32;
/** Different bytes in it. Random ones have about thirty; a row of noughts has one. */
const DIFFERENT_BYTES = 8;
/** Editors' tokens that may be in use at once, so that one can be replaced without a gap. */
const MAX_EDITOR_TOKENS = 2;

/** What examples hold in a secret's place. */
const PLACEHOLDER = /replace|change-?_?me|example|placeholder/i;

const given = v.pipe(v.string('is not set'), v.trim(), v.nonEmpty('is not set'));
const list = v.pipe(
  given,
  v.transform((text) => text.split(',').map((item) => item.trim())),
);
/** One `id:secret` pair. No fault of it ever shows the secret. */
const pair = v.pipe(
  v.string(),
  v.regex(/^[\w-]{1,32}:[^:]+$/, 'must be id:secret pairs, separated by commas'),
  v.check((text) => !PLACEHOLDER.test(text), 'holds a placeholder: make a secret of your own'),
  v.regex(/^[^:]+:[\w-]+={0,2}$/, 'must have secrets in base64url'),
  v.transform((text) => {
    const [id = '', secret = ''] = text.split(':');
    return { id, secret: bytesOf(secret) };
  }),
  v.check(
    ({ secret }) => secret.length >= SECRET_BYTES && new Set(secret).size >= DIFFERENT_BYTES,
    `must have secrets of ${SECRET_BYTES} random bytes or more`,
  ),
);
const voterKeys = v.pipe(
  list,
  v.array(pair),
  v.check(
    (keys) => new Set(keys.map(({ id }) => id)).size === keys.length,
    'must give each key an id of its own',
  ),
);
const editorHashes = v.pipe(
  list,
  v.array(
    v.pipe(
      v.string(),
      v.toLowerCase(),
      v.regex(/^[0-9a-f]{64}$/, 'must be SHA-256 hashes in hexadecimal, separated by commas'),
    ),
  ),
  v.maxLength(MAX_EDITOR_TOKENS, `must be at most ${MAX_EDITOR_TOKENS} hashes`),
);
const optional = v.pipe(v.optional(v.string(), ''), v.trim());
const turnstile = v.pipe(
  v.object({ TURNSTILE_SECRET: optional, TURNSTILE_SITE_KEY: optional }),
  v.check(
    ({ TURNSTILE_SECRET: secret, TURNSTILE_SITE_KEY: siteKey }) =>
      (secret === '') === (siteKey === ''),
    'must be set together, or neither of them',
  ),
  v.transform(({ TURNSTILE_SECRET: secret, TURNSTILE_SITE_KEY: siteKey }) =>
    secret === '' ? null : { secret, siteKey },
  ),
);
const publicOrigin = v.pipe(
  optional,
  v.check(
    (text) => text === '' || isPublicOrigin(text),
    'must be an https origin, such as https://standpoint.example',
  ),
  v.transform((text) => (text === '' ? null : text)),
);

/** Keys of voter tokens, the signing one first. */
export type VoterKeys = v.InferOutput<typeof voterKeys>;

/** Each part of what is set: what it comes to, or `misconfigured` with what is wrong with it. */
export interface Config {
  readonly voterKeys: Result<VoterKeys>;
  readonly editorHashes: Result<v.InferOutput<typeof editorHashes>>;
  /** `null` where new voters solve no challenge. */
  readonly turnstile: Result<v.InferOutput<typeof turnstile>>;
  /** `null` where it is the request's own. */
  readonly publicOrigin: Result<v.InferOutput<typeof publicOrigin>>;
}

/** Reads all that is set. Nothing is thrown: what needs a broken part says so, the rest works. */
export const readConfig = (settings: Settings): Config => ({
  voterKeys: read('VOTER_KEYS', voterKeys, settings.VOTER_KEYS),
  editorHashes: read('EDITOR_TOKEN_HASHES', editorHashes, settings.EDITOR_TOKEN_HASHES),
  turnstile: read('TURNSTILE_SECRET and TURNSTILE_SITE_KEY', turnstile, settings),
  publicOrigin: read('PUBLIC_ORIGIN', publicOrigin, settings.PUBLIC_ORIGIN),
});

/** What is wrong with what is set, a sentence for each broken part. */
export const faultsOf = (config: Config): string[] =>
  Object.values(config).flatMap((part: Config[keyof Config]) =>
    part.ok || part.problem.tag !== 'misconfigured'
      ? []
      : [`${part.problem.setting} ${part.problem.reason}`],
  );

function read<const S extends v.GenericSchema>(
  setting: string,
  schema: S,
  value: unknown,
): Result<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return ok(parsed.output);
  return fail({ tag: 'misconfigured', setting, reason: parsed.issues[0].message });
}

function bytesOf(secret: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64Url(secret);
  } catch {
    return new Uint8Array(); // of a length that no text encodes to
  }
}

/** Readers come by https; on one's own machine there is none. */
function isPublicOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname ?? '');
  return url?.origin === text && (url.protocol === 'https:' || (local && url.protocol === 'http:'));
}
