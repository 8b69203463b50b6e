import { RegionState, regionStateKey } from '@redoubt/contracts';
import type { z } from 'zod';
import { tokenHeader } from '../../protocol/http/caller-check.ts';
import { urlOf } from '../../protocol/port-plan.ts';
import type { SocketAddress } from '../../protocol/region-start.ts';

/** Time for one read, in milliseconds. */
const readMsMax = 1000;

/** The part of the region state that people are shown. */
const ShownState = RegionState.pick({ epoch: true, activeRegion: true, mode: true, stage: true });
type ShownState = z.infer<typeof ShownState>;

/** An attribute of an item, as DynamoDB's protocol carries it; lists and maps are not read. */
type AttributeValue = { readonly S: string } | { readonly N: string } | object;

/** Reads the region-state item off the strongly consistent tables; undefined before the failover service has put it. */
export async function readRegionState(
  { quorum, token }: { readonly quorum: SocketAddress; readonly token: string },
  tableName: string,
): Promise<ShownState | undefined> {
  const answer = await fetch(urlOf(quorum), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      [tokenHeader]: token,
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      authorization:
        'AWS4-HMAC-SHA256 Credential=operator/20300101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
    },
    body: JSON.stringify({ TableName: tableName, Key: { pk: { S: regionStateKey } }, ConsistentRead: true }),
    signal: AbortSignal.timeout(readMsMax),
  });
  const { Item: item } = (await answer.json()) as { readonly Item?: Readonly<Record<string, AttributeValue>> };
  if (item === undefined) return undefined;
  const plain = Object.entries(item).flatMap(([name, value]): [string, unknown][] => {
    if ('N' in value) return [[name, Number(value.N)]];
    return 'S' in value ? [[name, value.S]] : [];
  });
  return ShownState.parse(Object.fromEntries(plain));
}
