import { describe, expect, test } from 'vitest';
import { fromBase64Url, hmacKey, toBase64Url } from '../../../src/crypto.ts';
import { readToken, signToken } from '../../../src/http/requests/signed-token.ts';

const SECRETS = { k1: 'Zmlyc3Qtc2VjcmV0', k2: 'c2Vjb25kLXNlY3JldA' };
const keyOf = (id: keyof typeof SECRETS) => ({ id, secret: fromBase64Url(SECRETS[id]) });
const OLD = [keyOf('k1')];
const KEYS = [keyOf('k2'), ...OLD];
const USES = ['voter', 'session', 'preview'] as const;
const SUBJECT = 'AAAAAAAAAAAAAAAAAAAAAA';
const EXPIRES = 2_000_000_000;
const NOW = 1_900_000_000_000;

/** A token as they were before uses were named. */
async function withoutUse(keyId: keyof typeof SECRETS): Promise<string> {
  const key = await hmacKey(fromBase64Url(SECRETS[keyId]));
  const signed = `${keyId}.${SUBJECT}.${EXPIRES}`;
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signed));
  return `${signed}.${toBase64Url(new Uint8Array(mac))}`;
}

describe('a token', () => {
  test.each(USES)('for %s is good for that and for nothing else', async (use) => {
    const token = await signToken(KEYS, use, SUBJECT, EXPIRES);
    for (const other of USES) {
      expect(await readToken(KEYS, other, token, NOW)).toEqual(
        other === use ? { subject: SUBJECT, current: true } : 'malformed',
      );
      // Nor does it help to write another use into it.
      const renamed = token.replace(`.${use}.`, `.${other}.`);
      expect(typeof (await readToken(KEYS, other, renamed, NOW))).toBe(
        other === use ? 'object' : 'string',
      );
    }
  });

  test('without its use in it is a voter’s alone, and to be replaced', async () => {
    const token = await withoutUse('k2');
    expect(await readToken(KEYS, 'voter', token, NOW)).toEqual({
      subject: SUBJECT,
      current: false,
    });
    for (const use of ['session', 'preview'] as const) {
      expect(await readToken(KEYS, use, token, NOW)).toBe('malformed');
    }
  });

  test('does not become another by leaving its use out', async () => {
    for (const use of USES) {
      const token = await signToken(KEYS, use, SUBJECT, EXPIRES);
      const without = token.replace(`.${use}.`, '.');
      expect(await readToken(KEYS, 'voter', without, NOW)).toBe('forged');
    }
  });

  test('of an older key is good, and to be replaced; of an unknown one it is forged', async () => {
    const token = await signToken(OLD, 'voter', SUBJECT, EXPIRES);
    expect(await readToken(KEYS, 'voter', token, NOW)).toEqual({
      subject: SUBJECT,
      current: false,
    });
    expect(await readToken([keyOf('k2')], 'voter', token, NOW)).toBe('forged');
  });

  test('ends with its time', async () => {
    const token = await signToken(KEYS, 'voter', SUBJECT, EXPIRES);
    expect(await readToken(KEYS, 'voter', token, EXPIRES * 1000 - 1)).toMatchObject({});
    expect(await readToken(KEYS, 'voter', token, EXPIRES * 1000)).toBe('expired');
  });

  test.each(['', '.', '....', 'k2', 'k2.voter', `k2.voter.${SUBJECT}.9999999999.`, '☃'.repeat(60)])(
    'is not “%s”',
    async (text) => expect(await readToken(KEYS, 'voter', text, NOW)).toBe('malformed'),
  );
});
