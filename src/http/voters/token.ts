import { createMiddleware } from 'hono/factory';
import { fail, ok, type Result } from '../../domain/problem.ts';
import type { VoterKeys } from '../../config.ts';
import { fromBase64Url, hmacKey, toBase64Url } from '../../crypto.ts';
import { configOf } from '../../env.ts';
import type { App } from '../context.ts';
import { unwrap } from '../answers/problem.ts';

/** Bytes of a voter's random id. */
const ID_BYTES = 16;
/** How long a token is good for: seconds. Browsers keep nothing of a site's for longer. */
const LIFETIME = 400 * 24 * 60 * 60;
/** The header that carries a voter token. */
export const VOTER_HEADER = 'Standpoint-Voter';
/** Characters of a token's parts, `key id . id . expiry . mac`: of the last three as they are made. */
const LENGTHS = { id: 22, expires: 10, mac: 43 };
const encoder = new TextEncoder();

/** The voter's random id in base64url: 128 bits that say nothing of the reader. */
type VoterId = string;

/** What `voter()` leaves for handlers. */
export interface VoterVariables {
  voter: VoterId;
}

/** Makes a token for a new voter. `now` is in epoch ms, `expires` an ISO 8601 time. */
export async function mintVoter(
  keys: VoterKeys,
  now: number,
): Promise<{ token: string; expires: string }> {
  const { id: keyId, key } = first(await importKeys(keys));
  const id = toBase64Url(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
  const expires = Math.floor(now / 1000) + LIFETIME;
  const signed = `${keyId}.${id}.${expires}`;
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(signed));
  return {
    token: `${signed}.${toBase64Url(new Uint8Array(mac))}`,
    expires: new Date(expires * 1000).toISOString(),
  };
}

/** Reads a token; answers `invalid-voter` with the reason. `now` is in epoch ms. */
export async function verifyVoter(
  keys: VoterKeys,
  token: string | undefined,
  now: number,
): Promise<Result<VoterId>> {
  if (token === undefined || token === '') return fail({ tag: 'invalid-voter', reason: 'missing' });
  const [keyId = '', id = '', expires = '', mac = '', ...more] = token.split('.');
  const whole =
    id.length === LENGTHS.id && expires.length === LENGTHS.expires && mac.length === LENGTHS.mac;
  const signature = whole && more.length === 0 ? readMac(mac) : null;
  if (signature === null) return fail({ tag: 'invalid-voter', reason: 'malformed' });
  const known = (await importKeys(keys)).find((key) => key.id === keyId);
  const signed = encoder.encode(`${keyId}.${id}.${expires}`);
  const genuine =
    known !== undefined && (await crypto.subtle.verify('HMAC', known.key, signature, signed));
  if (!genuine) return fail({ tag: 'invalid-voter', reason: 'forged' });
  if (now >= Number(expires) * 1000) return fail({ tag: 'invalid-voter', reason: 'expired' });
  return ok(id);
}

function readMac(mac: string): Uint8Array<ArrayBuffer> | null {
  try {
    return fromBase64Url(mac);
  } catch {
    return null;
  }
}

/**
 * Lets only holders of a voter token through.
 *
 * @example
 * app.put('/ballot', voter(), (c) => c.text(c.get('voter')))
 */
export const voter = () =>
  createMiddleware<App & { Variables: VoterVariables }>(async (c, next) => {
    const keys = unwrap(configOf(c.env).voterKeys);
    const token = c.req.header(VOTER_HEADER);
    c.set('voter', unwrap(await verifyVoter(keys, token, Date.now())));
    await next();
  });

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
