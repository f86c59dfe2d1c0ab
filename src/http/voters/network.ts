import {
  convertIPv4MappedIPv6ToIPv4,
  convertIPv4ToBinary,
  convertIPv6ToBinary,
  isIPv4MappedIPv6,
} from 'hono/utils/ipaddr';
import type { Env } from '../../env.ts';

/** The limiters of new voters, by how large a network each is for. */
type Limiter = keyof Env & ('LAN_LIMITER' | 'MINT_LIMITER' | 'PROVIDER_LIMITER');

/** A network that an address belongs to, written as `prefix/bits`. */
export interface Network {
  readonly name: string;
  readonly limiter: Limiter;
}

/**
 * The networks of an address, however it is written, the narrowest first. Whoever has an IPv6 address
 * has at least 2^64 of them, and easily a /48; a /32 is what a provider gets. An IPv4 address that is
 * written as IPv6 is of its IPv4 network. What is no address is of one network with its like.
 */
export function networksOf(address: string): readonly Network[] {
  const [bare = ''] = address.trim().split('%'); // the zone is the reader's own affair
  try {
    if (!bare.includes(':')) return ipv4(convertIPv4ToBinary(bare));
    const bits = convertIPv6ToBinary(bare);
    if (isIPv4MappedIPv6(bits)) return ipv4(convertIPv4MappedIPv6ToIPv4(bits));
    const prefix = (length: number) => `${(bits >> BigInt(128 - length)).toString(16)}/${length}`;
    return [
      { name: prefix(64), limiter: 'LAN_LIMITER' },
      { name: prefix(48), limiter: 'MINT_LIMITER' },
      { name: prefix(32), limiter: 'PROVIDER_LIMITER' },
    ];
  } catch {
    return [{ name: 'unknown', limiter: 'MINT_LIMITER' }];
  }
}

/** An IPv4 /24: an office, a school, what a provider puts behind a few addresses. */
const ipv4 = (bits: bigint): readonly Network[] => [
  { name: `${(bits >> 8n).toString(16)}/24`, limiter: 'MINT_LIMITER' },
];
