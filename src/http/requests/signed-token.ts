import type { VoterKeys } from '../../config.ts';
import { fromBase64Url, hmacKey, toBase64Url } from '../../crypto.ts';

/** What a token is for. It stands in the token and under its signature: none is taken for another. */
export type TokenUse = 'voter' | 'session' | 'preview';

/** What a good token says. */
export interface Signed {
  /** Whom or what it names, in base64url. */
  readonly subject: string;
  /** Whether it is signed as it would be today: with the newest key and its use in it. */
  readonly current: boolean;
}

export type TokenFault = 'malformed' | 'forged' | 'expired';

/** Characters of an expiry in epoch seconds and of an HMAC-SHA-256 in base64url. */
const LENGTHS = { expires: 10, mac: 43 };
const encoder = new TextEncoder();

/**
 * Signs `subject` (base64url) until `expires` (epoch seconds) with the first of `keys`:
 * `key id . use . subject . expires . mac`.
 */
export async function signToken(
  keys: VoterKeys,
  use: TokenUse,
  subject: string,
  expires: number,
): Promise<string> {
  const { id, key } = first(await importKeys(keys));
  const signed = `${id}.${use}.${subject}.${expires}`;
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(signed));
  return `${signed}.${toBase64Url(new Uint8Array(mac))}`;
}

/** Reads a token that was signed for `use` with any of `keys`. `now` is in epoch ms. */
export async function readToken(
  keys: VoterKeys,
  use: TokenUse,
  token: string,
  now: number,
): Promise<Signed | TokenFault> {
  const parts = token.split('.');
  const mac = parts.at(-1) ?? '';
  const signed = token.slice(0, -mac.length - 1);
  // Voters hold tokens from before uses were named: four parts, which no token of another use has.
  const named = parts.length === 5 && parts[1] === use;
  const [keyId = '', subject = '', expires = ''] = named ? parts.toSpliced(1, 1) : parts;
  const formed = named || (use === 'voter' && parts.length === 4);
  const whole = expires.length === LENGTHS.expires && mac.length === LENGTHS.mac;
  const signature = formed && whole && subject !== '' ? readMac(mac) : null;
  if (signature === null) return 'malformed';
  const known = await importKeys(keys);
  const key = known.find(({ id }) => id === keyId)?.key;
  const genuine =
    key !== undefined &&
    (await crypto.subtle.verify('HMAC', key, signature, encoder.encode(signed)));
  if (!genuine) return 'forged';
  if (!(now < Number(expires) * 1000)) return 'expired';
  return { subject, current: named && keyId === known[0]?.id };
}

function readMac(mac: string): Uint8Array<ArrayBuffer> | null {
  try {
    return fromBase64Url(mac);
  } catch {
    return null;
  }
}

/** The secret that signs now. */
export const signingSecret = (keys: VoterKeys) => first(keys).secret;

function first<T>([key]: readonly T[]): T {
  if (key === undefined) throw new Error('there is a key, or it is not a configuration');
  return key;
}

type ImportedKeys = readonly { readonly id: string; readonly key: CryptoKey }[];
const imported = new WeakMap<VoterKeys, ImportedKeys>();

/** Imports the keys once an isolate. It keeps keys, not promises: those belong to one request. */
async function importKeys(keys: VoterKeys): Promise<ImportedKeys> {
  const known = imported.get(keys);
  if (known !== undefined) return known;
  const made = await Promise.all(
    keys.map(async ({ id, secret }) => ({ id, key: await hmacKey(secret) })),
  );
  imported.set(keys, made);
  return made;
}
