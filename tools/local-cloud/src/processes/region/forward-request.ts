import { Agent, request as httpRequest } from 'node:http';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import { tokenHeader } from '../../protocol/http/caller-check.ts';
import type { SocketAddress } from '../../protocol/region-start.ts';

/** A held link keeps bytes waiting; a call fails after this time. Clients of ours give up sooner. */
const answerWaitMsMax = 30_000;

/**
 * Connections over the link are kept: every payment makes several calls to the quorum. One that breaks under a call
 * fails that call and is not repeated here, because whether it was carried out is unknown.
 */
const agent = new Agent({ keepAlive: true, maxFreeSockets: 16 });

/** Marks a call that comes from another region, or from a region to the quorum. */
export const forwardedHeader = 'x-local-forwarded';

/** Passes a signed SDK call on to another endpoint, with the cloud's token, and returns its answer. */
export function forwardRequest(to: SocketAddress, token: string, request: AwsRequest): Promise<AwsResponse> {
  const search = request.query.toString();
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        ...to,
        method: request.method,
        path: search === '' ? request.path : `${request.path}?${search}`,
        headers: {
          ...request.headers,
          [forwardedHeader]: 'true',
          [tokenHeader]: token,
          'content-length': String(request.body.length),
        },
        timeout: answerWaitMsMax,
        agent,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          // The hop's own framing must not be repeated to the caller: Node writes it again.
          const {
            connection: _,
            'keep-alive': __,
            'transfer-encoding': ___,
            date: ____,
            ...headers
          } = incoming.headers;
          resolve({
            status: incoming.statusCode ?? 502,
            headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${answerWaitMsMax} ms`)));
    outgoing.on('error', (error) => reject(unreachable(to, error)));
    outgoing.end(request.body);
  });
}

function unreachable(to: SocketAddress, error: Error): AwsError {
  return new AwsError('ServiceUnavailable', `${to.host}:${to.port} can not be reached: ${error.message}`, 503);
}
