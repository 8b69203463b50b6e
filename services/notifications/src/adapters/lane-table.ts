import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHeld, expiryOf, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { Lane, LaneStore } from '../lanes/lane-store.ts';
import { dueIndex, keptMs, laneKeys, laneShardOf, laneShards } from './notifications-table.ts';

const LaneItem = z.object({
  endpointId: z.string(),
  merchantId: z.string(),
  [dueIndex.sortKey]: z.string(),
  notBefore: z.string().optional(),
  wokenAt: z.string(),
  wakes: z.number(),
});

const names = { '#shard': dueIndex.partitionKey, '#due': dueIndex.sortKey } as const;

/** Lanes in the service's global table: a surviving region finds those of a lost one. */
export class LaneTable implements LaneStore {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client }: { readonly table: string; readonly client: DynamoDBDocumentClient }) {
    this.#table = table;
    this.#client = client;
  }

  async wake(
    endpoint: Pick<Lane, 'endpointId' | 'merchantId'>,
    { at, now, notBefore }: Parameters<LaneStore['wake']>[1],
  ): Promise<void> {
    const { endpointId, merchantId } = endpoint;
    const until = notBefore === undefined ? '' : ', notBefore = :notBefore';
    const values = {
      ':now': now.toISOString(),
      ':one': 1,
      ...(notBefore === undefined ? {} : { ':notBefore': notBefore.toISOString() }),
    };
    const fault = storeFault(this.#table, 'wake a lane');
    const earlier = new UpdateCommand({
      TableName: this.#table,
      Key: laneKeys.of(endpointId),
      UpdateExpression:
        'SET endpointId = :endpoint, merchantId = :merchant, #shard = :shard, #due = :at, wokenAt = :now, ' +
        `expiresAt = :expiresAt${until} ADD wakes :one`,
      ConditionExpression: 'attribute_not_exists(#due) OR #due > :at',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: {
        ...values,
        ':endpoint': endpointId,
        ':merchant': merchantId,
        ':shard': laneShardOf(endpointId),
        ':at': at.toISOString(),
        ':expiresAt': expiryOf(now, keptMs),
      },
    });
    if (await conditionHeld(this.#client.send(earlier), fault)) return;
    const counted = new UpdateCommand({
      TableName: this.#table,
      Key: laneKeys.of(endpointId),
      UpdateExpression: `SET wokenAt = :now${until} ADD wakes :one`,
      ConditionExpression: 'attribute_exists(#due)',
      ExpressionAttributeNames: { '#due': dueIndex.sortKey },
      ExpressionAttributeValues: values,
    });
    // A turn has just put the lane to rest for good: it is woken as one that is not due.
    if (!(await conditionHeld(this.#client.send(counted), fault))) await this.wake(endpoint, { at, now, notBefore });
  }

  async due(now: Date, lanesMax: number): Promise<readonly Lane[]> {
    const shards = laneShards.map(async (shard) => {
      const query = new QueryCommand({
        TableName: this.#table,
        IndexName: dueIndex.name,
        KeyConditionExpression: '#shard = :shard AND #due <= :now',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':shard': shard, ':now': now.toISOString() },
        Limit: lanesMax,
      });
      const { Items = [] } = await this.#client.send(query).catch(storeFault(this.#table, 'list due lanes'));
      return Items.map(laneOf);
    });
    const lanes = (await Promise.all(shards)).flat();
    return lanes.sort((left, right) => (left.dueAt < right.dueAt ? -1 : 1)).slice(0, lanesMax);
  }

  async rest({ endpointId, wakes }: Lane, { until, notBefore }: Parameters<LaneStore['rest']>[1]): Promise<void> {
    const fault = storeFault(this.#table, 'put a lane to rest');
    if (notBefore !== undefined) {
      // Without the condition below: what is put into the lane meanwhile does not end the rest of its endpoint.
      const leaveAlone = new UpdateCommand({
        TableName: this.#table,
        Key: laneKeys.of(endpointId),
        UpdateExpression: 'SET notBefore = :notBefore',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':notBefore': notBefore.toISOString() },
      });
      await conditionHeld(this.#client.send(leaveAlone), fault);
    }
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: laneKeys.of(endpointId),
      UpdateExpression: until === undefined ? 'REMOVE #shard, #due, notBefore' : 'SET #due = :until',
      ConditionExpression: 'wakes = :wakes AND attribute_exists(#due)',
      ExpressionAttributeNames: until === undefined ? names : { '#due': dueIndex.sortKey },
      ExpressionAttributeValues: { ':wakes': wakes, ...(until === undefined ? {} : { ':until': until.toISOString() }) },
    });
    await conditionHeld(this.#client.send(update), fault);
  }
}

function laneOf(item: Readonly<Record<string, unknown>>): Lane {
  const { [dueIndex.sortKey]: dueAt, ...lane } = LaneItem.parse(item);
  return { ...lane, dueAt };
}
