/** Whose address is this? One of the whole internet, of a network of one's own, or one that no site can have. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * `private`: this machine, a local network, a provider's inner network: reached only where that is allowed.
 * `never`: link-local (where clouds answer with credentials), multicast, tunnels, reserved, and what is no address.
 */
export type AddressKind = 'public' | 'private' | 'never';

const PRIVATE: ReadonlySet<string> = new Set(['loopback', 'private', 'carrierGradeNat', 'uniqueLocal']);
/** Clouds answer here with credentials, though the ranges around are ordinary. */
const METADATA: ReadonlySet<string> = new Set(['168.63.129.16', '100.100.100.200', 'fd00:ec2::254']);
/** All of the internet that is addressed in IPv6 so far: RFC 4291 §2.4. */
const GLOBAL_IPV6 = ipaddr.IPv6.parse('2000::');
const GLOBAL_IPV6_BITS = 3;

/** `text`: an IPv4 address in four parts or an IPv6 address, as a resolver or a parsed URL gives it, without brackets. */
export function addressKind(text: string): AddressKind {
  // A zone (`%eth0`) names a link of this machine.
  if (isIP(text) === 0 || text.includes('%')) return 'never';
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return ipv4Kind(address);
  if (METADATA.has(address.toString())) return 'never';
  if (address.isIPv4MappedAddress()) return ipv4Kind(address.toIPv4Address());
  const range = address.range();
  if (PRIVATE.has(range)) return 'private';
  if (range === 'rfc6052') return natKind(address);
  const isGlobal = range === 'unicast' && address.match(GLOBAL_IPV6, GLOBAL_IPV6_BITS);
  return isGlobal ? 'public' : 'never';
}

function ipv4Kind(address: ipaddr.IPv4): AddressKind {
  if (METADATA.has(address.toString())) return 'never';
  const range = address.range();
  if (PRIVATE.has(range)) return 'private';
  return range === 'unicast' ? 'public' : 'never';
}

/** 64:ff9b::/96 carries an IPv4 address in its last 32 bits; networks with IPv6 only reach the IPv4 internet so. */
function natKind(address: ipaddr.IPv6): AddressKind {
  const bytes = address.toByteArray();
  // 64:ff9b:1::/48 is for use within a network: RFC 8215.
  const isWellKnown = bytes.slice(4, 12).every((byte) => byte === 0);
  const inner = new ipaddr.IPv4(bytes.slice(12));
  return isWellKnown && ipv4Kind(inner) === 'public' ? 'public' : 'never';
}
