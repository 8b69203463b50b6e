import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expiryOf, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { ChannelPlace, DayCounter } from '../channels/channel-store.ts';
import { dayKeys } from './notifications-table.ts';

const DayItem = z.object({ sent: z.number() });

/** How long a day's count is kept, in milliseconds: until no clock is in that day. */
const keptMs = 2 * 24 * 3_600_000;

/**
 * Messages by channel and day in the service's global table. Copies follow asynchronously: a failover may let a channel have as many
 * again as were sent in the last second.
 */
export class DayCounterTable implements DayCounter {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client }: { readonly table: string; readonly client: DynamoDBDocumentClient }) {
    this.#table = table;
    this.#client = client;
  }

  async countMessage(
    { endpointId }: ChannelPlace,
    { now, messagesMax }: { readonly now: Date; readonly messagesMax: number },
  ): Promise<number | undefined> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: dayKeys.of(endpointId, now.toISOString().slice(0, 10)),
      UpdateExpression: 'SET expiresAt = :expiresAt ADD sent :one',
      ConditionExpression: 'attribute_not_exists(sent) OR sent < :max',
      ExpressionAttributeValues: { ':one': 1, ':max': messagesMax, ':expiresAt': expiryOf(now, keptMs) },
      ReturnValues: 'ALL_NEW',
    });
    const fault = storeFault(this.#table, 'count a message');
    const updated = await this.#client
      .send(update)
      .catch((cause: unknown) => (cause instanceof ConditionalCheckFailedException ? undefined : fault(cause)));
    return updated === undefined ? undefined : DayItem.parse(updated.Attributes).sent;
  }
}
