import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { faultsOf, readConfig, type Settings } from '../src/config.ts';

const secret = (bytes = 32) => randomBytes(bytes).toString('base64url');
const HASH = randomBytes(32).toString('hex');
const whole = (changes: Settings = {}): Settings => ({
  VOTER_KEYS: `k1:${secret()}`,
  EDITOR_TOKEN_HASHES: HASH,
  ...changes,
});
const faults = (changes: Settings) => faultsOf(readConfig(whole(changes)));

test('what is whole has no fault', () => {
  expect(faultsOf(readConfig(whole()))).toEqual([]);
});

describe('VOTER_KEYS', () => {
  test('are read in their order, as bytes', () => {
    const [one, two] = [secret(), secret(48)];
    const { voterKeys } = readConfig(whole({ VOTER_KEYS: `k2:${one} , k1:${two}` }));
    expect(voterKeys).toEqual({
      ok: true,
      value: [
        { id: 'k2', secret: new Uint8Array(Buffer.from(one, 'base64url')) },
        { id: 'k1', secret: new Uint8Array(Buffer.from(two, 'base64url')) },
      ],
    });
  });

  test('may be padded, as basenc writes them', () => {
    expect(faults({ VOTER_KEYS: `k1:${secret()}=` })).toEqual([]);
  });

  test.each([
    ['nothing', '', 'is not set'],
    ['blanks', '  ', 'is not set'],
    ['the placeholder of the example', 'k1:REPLACE-ME', 'holds a placeholder'],
    [
      'a placeholder of any length',
      'k1:please-change-me-before-you-deploy-this-service-anywhere',
      'holds a placeholder',
    ],
    ['a placeholder behind a key', `k1:${secret()},k2:REPLACE-ME`, 'holds a placeholder'],
    ['31 bytes', `k1:${secret(31)}`, 'secrets of 32 random bytes'],
    ['a short key behind a long one', `k1:${secret()},k2:${secret(16)}`, '32 random bytes'],
    ['32 equal bytes', `k1:${Buffer.alloc(32, 7).toString('base64url')}`, '32 random bytes'],
    ['no id', secret(), 'id:secret pairs'],
    ['an empty id', `:${secret()}`, 'id:secret pairs'],
    ['an id that would cut a token', `k.1:${secret()}`, 'id:secret pairs'],
    ['a comma too many', `k1:${secret()},`, 'id:secret pairs'],
    ['what is not base64url', `k1:${'ß'.repeat(44)}`, 'base64url'],
    ['a length that no bytes have', `k1:${'a'.repeat(45)}`, '32 random bytes'],
    ['one id twice', `k1:${secret()},k1:${secret()}`, 'an id of its own'],
  ])('%s is refused', (_, keys, reason) => {
    expect(faults({ VOTER_KEYS: keys })).toEqual([
      expect.stringMatching(new RegExp(`^VOTER_KEYS .*${reason}`)),
    ]);
  });

  test('are never told by what is wrong with them', () => {
    const short = secret(20);
    expect(faults({ VOTER_KEYS: `k1:${short}` }).join()).not.toContain(short);
  });
});

test.each([
  ['', 'is not set'],
  ['abc', 'must be SHA-256 hashes'],
  [`${HASH},abc`, 'must be SHA-256 hashes'],
  [`${HASH},${HASH},${HASH}`, 'at most 2'],
])('the EDITOR_TOKEN_HASHES “%s” are refused', (hashes, reason) => {
  const [fault = ''] = faults({ EDITOR_TOKEN_HASHES: hashes });
  expect(fault).toMatch(/^EDITOR_TOKEN_HASHES /);
  expect(fault).toContain(reason);
});

describe('a challenge', () => {
  test('is set by secret and site key together, or not at all', () => {
    const both = readConfig(whole({ TURNSTILE_SECRET: 'secret', TURNSTILE_SITE_KEY: 'site' }));
    expect(both.turnstile).toEqual({ ok: true, value: { secret: 'secret', siteKey: 'site' } });
    expect(readConfig(whole()).turnstile).toEqual({ ok: true, value: null });
    const empty = readConfig(whole({ TURNSTILE_SECRET: '', TURNSTILE_SITE_KEY: '' }));
    expect(empty.turnstile).toEqual({ ok: true, value: null });
  });

  test.each([{ TURNSTILE_SECRET: 'secret' }, { TURNSTILE_SITE_KEY: 'site' }])(
    'is refused with %j alone',
    (half) => {
      expect(faults(half)).toEqual([expect.stringContaining('must be set together')]);
    },
  );
});

describe('PUBLIC_ORIGIN', () => {
  test.each(['https://polls.paper.example', 'https://paper.example:8443', 'http://localhost:8787'])(
    'may be %s',
    (origin) => {
      expect(readConfig(whole({ PUBLIC_ORIGIN: origin })).publicOrigin).toEqual({
        ok: true,
        value: origin,
      });
    },
  );

  test.each([
    'http://paper.example',
    'https://paper.example/',
    'https://paper.example/polls',
    'https://Paper.example',
    'paper.example',
    'ftp://localhost',
  ])('may not be %s', (origin) => {
    expect(faults({ PUBLIC_ORIGIN: origin })).toEqual([
      expect.stringMatching(/^PUBLIC_ORIGIN must be an https origin/),
    ]);
  });

  test('is none where it is not set', () => {
    expect(readConfig(whole()).publicOrigin).toEqual({ ok: true, value: null });
  });
});
