import {
  type DynamoDBDocumentClient,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { conditionHeld, expiryOf, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { type PaymentEvent, paymentEventTypes } from '../domain/payment-event.ts';
import type { DueEventStore, DuePage, EventStore } from '../event-store.ts';
import { dueIndex, dueShardOf, dueShards, keptMs, paymentKeys } from './notifications-table.ts';

const EventItem = z.object({ event: z.union(paymentEventTypes.map(({ schema }) => schema)) });

const DueCursor = z.object({ shard: z.enum(dueShards), after: z.record(z.string(), z.string()).optional() });

/** Due events of one page. */
const duePageMax = 100;

/** Events in the service's global table. */
export class EventTable implements EventStore, DueEventStore {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client }: { readonly table: string; readonly client: DynamoDBDocumentClient }) {
    this.#table = table;
    this.#client = client;
  }

  async keep(event: PaymentEvent, now: Date): Promise<void> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: {
        ...keyOf(event),
        event,
        [dueIndex.partitionKey]: dueShardOf(event.id),
        [dueIndex.sortKey]: now.toISOString(),
        expiresAt: expiryOf(now, keptMs),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await conditionHeld(this.#client.send(put), storeFault(this.#table, 'keep an event'));
  }

  async markDelivered(event: PaymentEvent): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(event),
      UpdateExpression: 'REMOVE #shard, #since',
      // An event that is not due any more is left alone: nothing is replicated for it.
      ConditionExpression: 'attribute_exists(#shard)',
      ExpressionAttributeNames: { '#shard': dueIndex.partitionKey, '#since': dueIndex.sortKey },
    });
    await conditionHeld(this.#client.send(update), storeFault(this.#table, 'mark an event as delivered'));
  }

  async duePage(cursor: string | undefined): Promise<DuePage> {
    const from = cursor === undefined ? { shard: dueShards[0] } : DueCursor.parse(JSON.parse(cursor));
    const query = new QueryCommand({
      TableName: this.#table,
      IndexName: dueIndex.name,
      KeyConditionExpression: '#shard = :shard',
      ExpressionAttributeNames: { '#shard': dueIndex.partitionKey },
      ExpressionAttributeValues: { ':shard': from.shard },
      Limit: duePageMax,
      ...('after' in from && from.after !== undefined ? { ExclusiveStartKey: from.after } : {}),
    });
    const { Items = [], LastEvaluatedKey: after } = await this.#client
      .send(query)
      .catch(storeFault(this.#table, 'list due events'));
    const shard = after === undefined ? dueShards[dueShards.indexOf(from.shard ?? '') + 1] : from.shard;
    const read = Items.map((item) => EventItem.safeParse(item));
    return {
      events: read.flatMap(({ data }) => (data === undefined ? [] : [data.event as PaymentEvent])),
      unreadable: Items.filter((_, at) => read[at]?.success === false).map(({ pk, sk }) => `${pk} ${sk}`),
      ...(shard === undefined ? {} : { next: JSON.stringify({ shard, after }) }),
    };
  }

  async ofId(paymentId: string, eventId: string): Promise<PaymentEvent | undefined> {
    const pages = paginateQuery({ client: this.#client }, this.#eventsOf(paymentId));
    try {
      for await (const { Items } of pages) {
        const found = (Items ?? []).map(eventIn).find((event) => event.id === eventId);
        if (found !== undefined) return found;
      }
    } catch (cause) {
      storeFault(this.#table, 'read an event')(cause);
    }
    return undefined;
  }

  async lastOf(paymentId: string): Promise<PaymentEvent | undefined> {
    const query = new QueryCommand({ ...this.#eventsOf(paymentId), ScanIndexForward: false, Limit: 1 });
    const { Items } = await this.#client.send(query).catch(storeFault(this.#table, 'read a payment’s events'));
    const [item] = Items ?? [];
    return item === undefined ? undefined : eventIn(item);
  }

  #eventsOf(paymentId: string) {
    return {
      TableName: this.#table,
      KeyConditionExpression: 'pk = :payment AND begins_with(sk, :events)',
      ExpressionAttributeValues: { ':payment': paymentKeys.partition(paymentId), ':events': paymentKeys.events },
    };
  }
}

function eventIn(item: Readonly<Record<string, unknown>>): PaymentEvent {
  return EventItem.parse(item).event as PaymentEvent;
}

function keyOf({ data, epoch, aggregateversion }: PaymentEvent): { readonly pk: string; readonly sk: string } {
  return { pk: paymentKeys.partition(data.paymentId), sk: paymentKeys.event(epoch, aggregateversion) };
}
