import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { AwsEndpoint } from '@redoubt/local-cloud';
import { DrillError } from '../drill-error.ts';
import { waitUntil } from '../wait-until.ts';
import type { Rehearsal } from './rehearsal.ts';

/** The webhooks that wait in lanes, by one region's copy of the notifications table. */
class WaitingDeliveries implements Disposable {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(at: AwsEndpoint, suffix: string) {
    this.#client = DynamoDBDocumentClient.from(new DynamoDBClient(at));
    this.#table = `notifications-table-${suffix}`;
  }

  /** @returns their webhook ids */
  async of(endpointIds: readonly string[]): Promise<readonly string[]> {
    const lanes = await Promise.all(endpointIds.map((endpointId) => this.#lane(endpointId)));
    return lanes.flat();
  }

  async #lane(endpointId: string): Promise<readonly string[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        IndexName: 'due',
        KeyConditionExpression: 'dueShard = :lane',
        ExpressionAttributeValues: { ':lane': `lane#${endpointId}` },
      },
    );
    const ids: string[] = [];
    for await (const { Items = [] } of pages) ids.push(...Items.map((item) => String(item['deliveryId'])));
    return ids;
  }

  [Symbol.dispose](): void {
    this.#client.destroy();
  }
}

/**
 * Waits until so many webhooks wait for the endpoints of a merchant, in the standby's copy, and notes which.
 *
 * @throws DrillError `unexpected_answer` when they don't come in time
 */
export async function untilDeliveriesWait(
  rehearsal: Rehearsal,
  { merchantId, min }: { readonly merchantId: string; readonly min: number },
): Promise<void> {
  const { run, roles, witness } = rehearsal;
  const { cloud, signal, timeline, waitMsMax: limitMs } = run;
  using waiting = new WaitingDeliveries(cloud.awsEndpoint(roles.standby), (await cloud.status()).suffix);
  const endpointIds = witness.endpointsBelow(`/${merchantId}`);
  let count = 0;
  const look = async () => {
    const webhookIds = await waiting.of(endpointIds);
    count = webhookIds.length;
    return count >= min ? webhookIds : undefined;
  };
  const webhookIds = await waitUntil(look, { limitMs, everyMs: 200, signal });
  if (webhookIds === undefined) {
    throw new DrillError('unexpected_answer', `${min} webhooks must wait for ${merchantId}, got ${count}`);
  }
  rehearsal.waitingAtLoss = { webhookIds, atMs: rehearsal.nowMs() };
  timeline.add('load', `${count} webhooks wait for the endpoints of ${merchantId}`);
}
