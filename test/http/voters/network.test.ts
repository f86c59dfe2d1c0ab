import { describe, expect, test } from 'vitest';
import { networksOf } from '../../../src/http/voters/network.ts';

const names = (address: string) => networksOf(address).map(({ name }) => name);

describe('the networks of an address', () => {
  test.each([
    ['192.0.2.55', ['c00002/24']],
    ['192.0.2.255', ['c00002/24']],
    ['2001:db8:1:2:3:4:5:6', ['20010db800010002/64', '20010db80001/48', '20010db8/32']],
    ['2001:0DB8:0001:0002::6', ['20010db800010002/64', '20010db80001/48', '20010db8/32']],
    ['2001:db8:1:2:3:4:192.0.2.1', ['20010db800010002/64', '20010db80001/48', '20010db8/32']],
    ['2001:db8::6', ['20010db800000000/64', '20010db80000/48', '20010db8/32']],
    ['2001:db8::1:2:3:4:5', ['20010db800000001/64', '20010db80000/48', '20010db8/32']],
    ['::1:2:3:4:5:6', ['10002/64', '1/48', '0/32']],
    ['::1', ['0/64', '0/48', '0/32']],
    ['::', ['0/64', '0/48', '0/32']],
    ['fe80::1:2%eth0', ['fe80000000000000/64', 'fe8000000000/48', 'fe800000/32']],
    ['2001:db8:1:2::%25', ['20010db800010002/64', '20010db80001/48', '20010db8/32']],
  ])('%s', (address, networks) => expect(names(address)).toEqual(networks));

  test.each(['::ffff:192.0.2.55', '::FFFF:c000:0237', '0:0:0:0:0:ffff:192.0.2.55', ' 192.0.2.55 '])(
    'of %s, which is an IPv4 address, are those of that',
    (address) => expect(names(address)).toEqual(names('192.0.2.55')),
  );

  test('are as wide as the limiters that they are for', () => {
    const limiters = (address: string) => networksOf(address).map(({ limiter }) => limiter);
    expect(limiters('192.0.2.55')).toEqual(['MINT_LIMITER']);
    expect(limiters('2001:db8::1')).toEqual(['LAN_LIMITER', 'MINT_LIMITER', 'PROVIDER_LIMITER']);
  });

  test.each(['', 'nonsense', '999.0.2.1', '1.2.3', '1:2', ':::', '2001:db8::1::2', '12345::'])(
    'of “%s”, which is none, are that of all such',
    (address) => expect(names(address)).toEqual(['unknown']),
  );
});
