import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { listening, type RunningServer } from '../../protocol/http/listening.ts';
import type { SocketAddress } from '../../protocol/region-start.ts';

/** Longest wait for a region's answer; API Gateway itself gives up after 29 s. */
const answerMsMax = 30_000;

export interface InternetProxyOptions {
  readonly listen: SocketAddress;
  /** One address of a name by the local Route 53; undefined when it is not ours or leads nowhere. */
  readonly addressOf: (host: string) => string | undefined;
  /** Port of all front doors: what 80 and 443 are on AWS. */
  readonly frontDoorPort: number;
}

/**
 * The internet between people and regions: an HTTP forward proxy that resolves our names by the local Route 53 at each
 * request. It knows no other names, so nothing leaves the machine.
 */
export async function startInternetProxy({
  listen,
  addressOf,
  frontDoorPort,
}: InternetProxyOptions): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => {
    const url = URL.canParse(incoming.url ?? '') ? new URL(incoming.url ?? '') : undefined;
    if (url === undefined || url.protocol !== 'http:') {
      refuse(outgoing, 400, 'this is a forward proxy: use it as curl --proxy does, with an http:// URL');
      return;
    }
    const address = addressOf(url.hostname);
    if (address === undefined) {
      refuse(outgoing, 502, `${url.hostname} has no address in the local Route 53`);
      return;
    }
    pass(incoming, outgoing, { url, address, port: frontDoorPort });
  });
  server.on('connect', (_, socket) => {
    socket.end(
      'HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\nX-Reason: front doors speak HTTP; use http://\r\n\r\n',
    );
  });
  return await listening(server, listen);
}

interface Destination {
  readonly url: URL;
  readonly address: string;
  readonly port: number;
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, { url, address, port }: Destination): void {
  const { 'proxy-connection': _, 'proxy-authorization': __, ...headers } = incoming.headers;
  const asked = request(
    {
      host: address,
      port,
      method: incoming.method ?? 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, host: url.host },
      timeout: answerMsMax,
    },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.on('error', () => outgoing.destroy());
      answer.pipe(outgoing);
    },
  );
  asked.on('timeout', () => {
    refuse(outgoing, 504, `${url.hostname} (${address}) did not answer within ${answerMsMax} ms`);
    asked.destroy();
  });
  asked.on('error', (error) =>
    refuse(outgoing, 502, `${url.hostname} (${address}) can't be reached: ${error.message}`),
  );
  // A caller that hangs up takes its request back.
  outgoing.on('close', () => asked.destroy());
  incoming.pipe(asked);
}

/** Answers in place of a region, in the shape our APIs have. */
function refuse(outgoing: ServerResponse, status: number, detail: string): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, { 'content-type': 'application/problem+json', 'x-answered-by': 'internet-proxy' });
  outgoing.end(JSON.stringify({ type: 'about:blank', status, title: 'Unreachable', code: 'unreachable', detail }));
}
