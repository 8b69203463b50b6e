import type { IncomingHttpHeaders } from 'node:http';
import { isSame } from '@redoubt/local-cloud';
import { keyHeader } from '../../wire.ts';

export interface CallerRefusal {
  readonly status: 401 | 403 | 405 | 415;
  readonly message: string;
}

export interface Caller {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Why a request is refused before anything looks at it; undefined when it is not.
 *
 * Every program and every web page of this machine can reach loopback. A page of another site is known by `Origin` or
 * `Sec-Fetch-Site`, which scripts can't set; one that reaches us under a name of its own, by `Host`; and a program of another user has
 * no key. Only JSON is taken: a form of another site can't send it without asking first.
 *
 * @param port that the console listens on
 * @param key what the caller must show; undefined for the files of the page, which hold no secret
 */
export function callerRefusal(
  { method, headers }: Caller,
  port: number,
  key: string | undefined,
): CallerRefusal | undefined {
  const host = headers.host ?? '';
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return { status: 403, message: `the host must be 127.0.0.1:${port}, got ${host}` };
  }
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) {
    return { status: 403, message: `requests of other pages are refused, got ${headers.origin}` };
  }
  if (method !== 'GET' && method !== 'POST') return { status: 405, message: 'the console takes GET and POST' };
  if (key === undefined) return method === 'GET' ? undefined : { status: 405, message: 'the page is read by GET' };
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') {
    return { status: 403, message: `requests of other sites are refused, got ${String(site)}` };
  }
  if (method === 'POST' && headers['content-type'] !== 'application/json') {
    return { status: 415, message: 'the body must be application/json' };
  }
  if (isSame(headers[keyHeader], key)) return undefined;
  return {
    status: 401,
    message: `${keyHeader} must carry the key of this cloud: open the address that npm start prints`,
  };
}
