import { createMiddleware } from 'hono/factory';
import { fail, ok, type Result } from '../domain/problem.ts';
import { fromBase64Url, hmacKey, toBase64Url } from '../storage/keys.ts';
import type { App } from './context.ts';
import { unwrap } from './problem.ts';

/** Bytes of a voter's random id. */
const ID_BYTES = 16;
/** How long a token is good for: seconds. Browsers keep nothing of a site's for longer. */
const LIFETIME = 400 * 24 * 60 * 60;
/** The header that carries a voter token. */
export const VOTER_HEADER = 'Standpoint-Voter';
/** `key id . id and expiry . mac`, the last two in base64url. */
const FORM = /^([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]{27})\.([A-Za-z0-9_-]{43})$/;
const encoder = new TextEncoder();

/** The voter's random id in base64url: 128 bits that say nothing of the reader. */
type VoterId = string;

/** What `voter()` leaves for handlers. */
export interface VoterVariables {
  voter: VoterId;
}

/** Makes a token for a new voter. `now` is in epoch ms, `expires` an ISO 8601 time. */
export async function mintVoter(
  keys: string,
  now: number,
): Promise<{ token: string; expires: string }> {
  const [first] = parseKeys(keys);
  if (first === undefined) throw new Error('VOTER_KEYS holds no key');
  const expires = Math.floor(now / 1000) + LIFETIME;
  const payload = new Uint8Array(ID_BYTES + 4);
  crypto.getRandomValues(payload.subarray(0, ID_BYTES));
  new DataView(payload.buffer).setUint32(ID_BYTES, expires);
  const signed = `${first.id}.${toBase64Url(payload)}`;
  const mac = await crypto.subtle.sign(
    'HMAC',
    await importKey(first.secret),
    encoder.encode(signed),
  );
  return {
    token: `${signed}.${toBase64Url(new Uint8Array(mac))}`,
    expires: new Date(expires * 1000).toISOString(),
  };
}

/** Reads a token; answers `invalid-voter` with the reason. `now` is in epoch ms. */
export async function verifyVoter(
  keys: string,
  token: string | undefined,
  now: number,
): Promise<Result<VoterId>> {
  if (token === undefined || token === '') return fail({ tag: 'invalid-voter', reason: 'missing' });
  const [, keyId = '', payload = '', mac = ''] = FORM.exec(token) ?? [];
  if (mac === '') return fail({ tag: 'invalid-voter', reason: 'malformed' });
  const key = parseKeys(keys).find(({ id }) => id === keyId);
  const genuine =
    key !== undefined &&
    (await crypto.subtle.verify(
      'HMAC',
      await importKey(key.secret),
      fromBase64Url(mac),
      encoder.encode(`${keyId}.${payload}`),
    ));
  if (!genuine) return fail({ tag: 'invalid-voter', reason: 'forged' });
  const bytes = fromBase64Url(payload);
  const expires = new DataView(bytes.buffer).getUint32(ID_BYTES);
  if (now >= expires * 1000) return fail({ tag: 'invalid-voter', reason: 'expired' });
  return ok(toBase64Url(bytes.subarray(0, ID_BYTES)));
}

/**
 * Lets only holders of a voter token through.
 *
 * @example
 * app.put('/ballot', voter(), (c) => c.text(c.get('voter')))
 */
export const voter = () =>
  createMiddleware<App & { Variables: VoterVariables }>(async (c, next) => {
    const token = c.req.header(VOTER_HEADER);
    c.set('voter', unwrap(await verifyVoter(c.env.VOTER_KEYS, token, Date.now())));
    await next();
  });

function parseKeys(keys: string): { id: string; secret: string }[] {
  return keys.split(',').flatMap((pair) => {
    const [id = '', secret = ''] = pair.trim().split(':');
    return id === '' || secret === '' ? [] : [{ id, secret }];
  });
}

const imported = new Map<string, CryptoKey>();

/** Imports each secret once an isolate. It keeps keys, not promises: those belong to one request. */
async function importKey(secret: string): Promise<CryptoKey> {
  const key = imported.get(secret) ?? (await hmacKey(fromBase64Url(secret)));
  imported.set(secret, key);
  return key;
}
