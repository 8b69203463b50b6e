import { parse } from 'ipaddr.js';

/** Returns the IPv4 addresses of a name; the network of functions carries no IPv6. */
export type ResolveName = (name: string) => Promise<readonly string[]>;

/**
 * An address of a name, if all of its addresses are public; undefined when one is not.
 *
 * A name with a public and a private address is refused as a whole: the next answer may begin with the other.
 */
export async function publicAddressOf(name: string, resolve: ResolveName): Promise<string | undefined> {
  const addresses = await resolve(name);
  return addresses.every(isPublic) ? addresses[0] : undefined;
}

/** Whether an address belongs to the internet: not private, loopback, link-local, shared, reserved, multicast or metadata. */
export function isPublic(address: string): boolean {
  const parsed = parse(address);
  return parsed.kind() === 'ipv4' && parsed.range() === 'unicast';
}
