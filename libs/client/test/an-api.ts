import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ProblemCode, problemOf } from '@redoubt/contracts';
import { documentedAnswers, operationsOf, publishedApi } from '@redoubt/contracts/published-api';

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Writes the answer to a request, or none at all. */
export type Reply = (response: ServerResponse, arrived: Arrived) => void;

/** An API over real HTTP that answers as it is told, and keeps what it was asked. */
export interface AnApi extends AsyncDisposable {
  readonly url: string;
  readonly arrived: readonly Arrived[];
}

/** Starts one. Each request takes the next reply; the last one is for all that come after. */
export async function anApi(...replies: readonly [Reply, ...Reply[]]): Promise<AnApi> {
  const arrived: Arrived[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks = await Array.fromAsync<Buffer>(incoming);
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
    const reply = replies[Math.min(arrived.length, replies.length - 1)];
    arrived.push(request);
    reply?.(outgoing, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const apis = (['validation', 'transactions', 'notifications'] as const).map(publishedApi);
const checks = apis.map((api) => ({ ids: operationsOf(api), faultOf: documentedAnswers(api) }));

/** An answer that the reference promises. @throws Error when it does not */
export function answers(
  operationId: string,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const check = checks.find(({ ids }) => ids.some((it) => it.operationId === operationId));
  const fault = check === undefined ? 'no document has it' : check.faultOf({ operationId, status, body });
  if (fault !== undefined) throw new Error(`${operationId}: ${fault}`);
  return says(status, JSON.stringify(body), headers);
}

/** Problem details as the services send them. */
export function refuses(code: ProblemCode, headers: Readonly<Record<string, string>> = {}): Reply {
  const problem = problemOf(code, { detail: `about ${code}`, traceId: 'trace-1' });
  return says(problem.status, JSON.stringify(problem), { 'Content-Type': 'application/problem+json', ...headers });
}

/** Any text. */
export function says(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(text);
  };
}

/** Ends the connection after the request was read: whether it was done, nobody knows. */
export const hangsUp: Reply = (response) => void response.destroy();

/** Never answers. */
export const isSilent: Reply = () => undefined;
