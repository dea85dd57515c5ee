import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Ranges that are not the public internet, by IANA's registries of special-purpose addresses
 * (iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry).
 */
const specialRanges: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  // All that is not global unicast, then what is set apart inside of it (Teredo, documentation, 6to4).
  ['::', 3, 'ipv6'],
  ['4000::', 2, 'ipv6'],
  ['8000::', 1, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
];

/** One list a family: a list of both takes every IPv4 address for the IPv6 one that stands for it, inside of `::/3`. */
function specialAddresses(family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [address, prefix, of] of specialRanges) if (of === family) list.addSubnet(address, prefix, of);
  return list;
}

/** True for an address of the public internet; false for names and for all that is this machine or its network. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  return !specialAddresses(family).check(address, family);
}

/** Thrown by the connection that would have gone to a private address. */
export class PrivateAddressError extends Error {
  readonly code = 'CASTLINE_PRIVATE_ADDRESS';
}

/** Asks for all addresses of a name: `dns.lookup` as it is used here. */
export type LookupAll = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves names for connections and refuses those of private addresses. As the connection is made to what this returns, a
 * name that changes its meaning between check and use gains nothing. A name with one private address is refused whole.
 */
export const publicLookup =
  (lookup: LookupAll): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        done(error, '', 0);
        return;
      }
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        done(new PrivateAddressError(`${hostname} is not a public address.`), '', 0);
        return;
      }
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };

/** Why an address may not be fetched at all, whatever it resolves to; undefined where it may. */
export function refusalOf(url: string, allowsPrivate: boolean): string | undefined {
  if (!URL.canParse(url)) return 'It is no address.';
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol !== 'https:' && !(allowsPrivate && protocol === 'http:')) return `It begins with ${protocol}`;
  if (username !== '' || password !== '') return 'It has a name and a password in it.';
  // A literal address is connected to without being looked up.
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (!allowsPrivate && isIP(literal) !== 0 && !isPublicAddress(literal)) return `${literal} is not public.`;
  return undefined;
}
