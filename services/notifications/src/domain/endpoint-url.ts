/**
 * Why webhooks are not sent to this URL; undefined when they are.
 *
 * Only https on port 443 to a name of the public DNS. An address in any spelling (decimal, octal, hexadecimal, short, IPv6, mapped) is
 * refused: parsing a URL makes one spelling of them all. Where a name leads is checked at each delivery, because it may change.
 *
 * @param localOrigins receivers of the local cloud, e.g. `http://127.0.0.1:4503`; none on AWS
 */
export function urlRefusal(url: string, localOrigins: readonly string[]): string | undefined {
  if (!URL.canParse(url)) return 'this is no URL';
  const { protocol, port, username, password, hostname, origin } = new URL(url);
  if (username !== '' || password !== '') return 'credentials in a URL are not sent';
  if (localOrigins.includes(origin)) return undefined;
  if (protocol !== 'https:') return 'webhooks are sent over https only';
  if (port !== '') return `webhooks are sent to port 443 only, got ${port}`;
  if (isAddress(hostname)) return 'name the receiver as in its certificate; an address is refused';
  if (!isPublicName(hostname)) return 'the name has a single label; only names of the public DNS are allowed';
  return undefined;
}

/** `hostname` as `URL` writes it: IPv4 in four decimal parts, IPv6 in brackets. */
function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
}

/** Names of one label, such as `localhost`, are looked up in the network that asks. */
function isPublicName(hostname: string): boolean {
  return hostname.replace(/\.$/, '').includes('.');
}
