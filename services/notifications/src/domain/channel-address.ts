import type { ChannelKind } from '@redoubt/contracts';

/** RFC 5321, 4.5.3.1: octets of the part before the `@`, and of the domain. */
const localPartMax = 64;
const domainMax = 253;

/** Top-level domains that are never in the public DNS (RFC 2606, RFC 6761, RFC 6762, RFC 7686). */
const reserved = /(?:^|\.)(?:test|invalid|localhost|local|onion)$/i;

/** Why nothing can be sent to an address, whose form the schema has checked; undefined when something can. */
export function addressRefusal(kind: ChannelKind, address: string): string | undefined {
  const at = address.indexOf('@');
  if (kind === 'sms')
    return at === -1 ? undefined : 'a text message goes to a phone number in E.164, such as +4915112345678';
  if (at === -1) return 'a mail goes to one mail address, such as books@shop.example';
  if (at > localPartMax) return `the part before the @ has ${localPartMax} characters at most`;
  const domain = address.slice(at + 1);
  if (domain.length > domainMax) return `the domain has ${domainMax} characters at most`;
  return reserved.test(domain) ? 'the domain is not one of the public DNS' : undefined;
}
