import type { IncomingMessage } from 'node:http';

/** A request as the front door received it. */
export class HttpRequest {
  readonly method: string;
  /** Full path as sent, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Host name without port, lower case. */
  readonly host: string;
  readonly sourceIp: string;
  /** Names as the client wrote them. */
  readonly headerList: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly #headers: Headers;

  constructor(incoming: IncomingMessage, body: Buffer) {
    const url = urlOf(incoming.url ?? '/');
    this.method = incoming.method ?? 'GET';
    this.path = url.pathname;
    this.query = url.searchParams;
    this.host = (incoming.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    this.sourceIp = incoming.socket.remoteAddress ?? '';
    this.headerList = pairs(incoming.rawHeaders);
    this.body = body;
    this.#headers = new Headers(this.headerList.filter(([name]) => !name.startsWith(':')) as [string, string][]);
  }

  /** A header without regard to case; undefined when absent or empty. */
  header(name: string): string | undefined {
    return this.#headers.get(name) || undefined;
  }
}

/** Keeps a path that begins with two slashes, which relative URLs take for a host. */
function urlOf(target: string): URL {
  return target.startsWith('/') ? new URL(`http://front.door${target}`) : new URL(target, 'http://front.door');
}

function pairs(rawHeaders: readonly string[]): readonly (readonly [string, string])[] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[2 * index] ?? '',
    rawHeaders[2 * index + 1] ?? '',
  ]);
}
