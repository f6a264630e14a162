/** From which address does a request come, when proxies stand between? */
import ipaddr from 'ipaddr.js';

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/**
 * The last `proxies` addresses of the chain (X-Forwarded-For, then the connection) are proxies of our own; the one before them
 * is the client. What stands further left was written by the client and is not read.
 */
export function clientAddress(
  connection: string | undefined,
  forwardedFor: string | undefined,
  proxies: number,
): string | undefined {
  if (proxies === 0 || forwardedFor === undefined) return connection;
  const chain = forwardedFor.split(',').map((address) => address.trim());
  const client = chain[Math.max(0, chain.length - proxies)];
  return client !== undefined && ipaddr.isValid(client) ? client : connection;
}

/** Who shares a limit: an IPv4 address, an IPv6 /64, which is what one customer gets. */
export function neighbourhood(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  if (!address.includes(':')) return address;
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString();
}

export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && LOOPBACK.test(address);
}
