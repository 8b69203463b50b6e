import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Carries the cloud's token; see `control-token.ts`. */
export const tokenHeader = 'x-local-token';

/** Names of this machine's loopback interface. A name of any other site that leads here is DNS rebinding. */
const loopbackHost = /^(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/i;

export interface CallerRefusal {
  readonly status: 401 | 403;
  readonly message: string;
}

/**
 * Why a request is refused before anything looks at it; undefined when it is not.
 *
 * Loopback is open to every program and every web page of this machine. Browsers name the page in `Origin` or say
 * `Sec-Fetch-Site`, and they send the host that the page asked for.
 *
 * @param token must come with the request; undefined for calls that need none
 */
export function callerRefusal(headers: IncomingHttpHeaders, token: string | undefined): CallerRefusal | undefined {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
    return { status: 403, message: 'requests of web pages are refused; use the command line or curl' };
  }
  const host = headers.host ?? '';
  if (!loopbackHost.test(host)) {
    return { status: 403, message: `the host must be an address of this machine such as 127.0.0.1, got ${host}` };
  }
  if (token === undefined || isSame(headers[tokenHeader], token)) return undefined;
  return { status: 401, message: `${tokenHeader} must carry the token of this cloud, .redoubt/tokens/<port>` };
}

/** Compares in constant time. */
export function isSame(given: string | string[] | undefined, token: string): boolean {
  const [left, right] = [Buffer.from(String(given)), Buffer.from(token)];
  return left.length === right.length && timingSafeEqual(left, right);
}
