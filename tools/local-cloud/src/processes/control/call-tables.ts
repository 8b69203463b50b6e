import { tokenHeader } from '../../protocol/http/caller-check.ts';
import { urlOf } from '../../protocol/port-plan.ts';
import type { SocketAddress } from '../../protocol/region-start.ts';

/** Time for one call, in milliseconds. */
const answerMsMax = 1000;

/** Where the strongly consistent tables are, and what opens them. */
export interface QuorumAccess {
  readonly quorum: SocketAddress;
  readonly token: string;
}

/**
 * Carries out an action of DynamoDB on the strongly consistent tables, from outside of every region.
 *
 * @throws Error with their answer when they refuse, also for want of a quorum
 */
export async function callTables(
  { quorum, token }: QuorumAccess,
  action: string,
  input: object,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(urlOf(quorum), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      [tokenHeader]: token,
      'x-amz-target': `DynamoDB_20120810.${action}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=operator/20300101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
    },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(answerMsMax),
  });
  const body = (await answer.json()) as Readonly<Record<string, unknown>>;
  if (!answer.ok) throw new Error(`${action} answered ${answer.status}: ${JSON.stringify(body)}`);
  return body;
}
