import {
  type DynamoDBDocumentClient,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { conditionHeld, expiryOf, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { PaymentPlace } from '../domain/delivery.ts';
import { type PaymentEvent, paymentEventTypes, placeInTimeOf } from '../domain/payment-event.ts';
import type { DueEventStore, DuePage, EventHistory, EventStore } from '../event-store.ts';
import { dueIndex, dueShardOf, dueShards, heardIndex, heardKeys, keptMs, paymentKeys } from './notifications-table.ts';

const EventItem = z.object({ event: z.union(paymentEventTypes.map(({ schema }) => schema)) });

const DueCursor = z.object({ shard: z.enum(dueShards), after: z.record(z.string(), z.string()).optional() });

/** Due events of one page. */
const duePageMax = 100;

/** Events in the service's global table. */
export class EventTable implements EventStore, DueEventStore, EventHistory {
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
        [heardIndex.partitionKey]: heardKeys.partition(event.data.merchantId, event.id),
        [heardIndex.sortKey]: placeInTimeOf(event),
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

  async ofId(payment: PaymentPlace, eventId: string): Promise<PaymentEvent | undefined> {
    const pages = paginateQuery({ client: this.#client }, this.#eventsOf(payment));
    try {
      for await (const { Items } of pages) {
        // One that this code can't read holds up none of the others.
        const read = (Items ?? []).map((item) => EventItem.safeParse(item).data?.event as PaymentEvent | undefined);
        const found = read.find((event) => event?.id === eventId);
        if (found !== undefined) return found;
      }
    } catch (cause) {
      storeFault(this.#table, 'read an event')(cause);
    }
    return undefined;
  }

  async heardBy(
    merchantId: string,
    { after, until, pageMax }: { readonly after: string; readonly until: string; readonly pageMax: number },
  ): Promise<{ readonly events: readonly PaymentEvent[]; readonly hasMore: boolean }> {
    const shards = heardKeys.partitions(merchantId).map(async (shard) => {
      const query = new QueryCommand({
        TableName: this.#table,
        IndexName: heardIndex.name,
        KeyConditionExpression: '#shard = :shard AND #at BETWEEN :after AND :until',
        // The place that the page before ended at is not repeated; a time alone is no event's place.
        ExpressionAttributeNames: { '#shard': heardIndex.partitionKey, '#at': heardIndex.sortKey },
        ExpressionAttributeValues: { ':shard': shard, ':after': after, ':until': until },
        // One for the place before, one to know of more.
        Limit: pageMax + 2,
      });
      const { Items = [], LastEvaluatedKey } = await this.#client
        .send(query)
        .catch(storeFault(this.#table, 'list the events of a merchant'));
      return { items: Items, isCut: LastEvaluatedKey !== undefined };
    });
    const pages = await Promise.all(shards);
    // Beyond the end of a page that was cut, others may hold what lies behind its own next items.
    const ends = pages.flatMap(({ items, isCut }) => (isCut ? [placeOf(items.at(-1))] : []));
    const end = ends.sort()[0];
    const sorted = pages
      .flatMap(({ items }) => items)
      .filter((item) => placeOf(item) > after && (end === undefined || placeOf(item) <= end))
      .sort((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
    const read = sorted
      .slice(0, pageMax)
      .map((item) => EventItem.safeParse(item).data?.event as PaymentEvent | undefined);
    return {
      events: read.filter((event) => event !== undefined),
      hasMore: sorted.length > pageMax || end !== undefined,
    };
  }

  async lastOf(payment: PaymentPlace): Promise<PaymentEvent | undefined> {
    const query = new QueryCommand({ ...this.#eventsOf(payment), ScanIndexForward: false, Limit: 1 });
    const { Items } = await this.#client.send(query).catch(storeFault(this.#table, 'read a payment’s events'));
    const [item] = Items ?? [];
    return item === undefined ? undefined : eventIn(item);
  }

  #eventsOf(payment: PaymentPlace) {
    return {
      TableName: this.#table,
      KeyConditionExpression: 'pk = :payment AND begins_with(sk, :events)',
      ExpressionAttributeValues: { ':payment': paymentKeys.partition(payment), ':events': paymentKeys.events },
    };
  }
}

function placeOf(item: Readonly<Record<string, unknown>> | undefined): string {
  return String(item?.[heardIndex.sortKey] ?? '');
}

function eventIn(item: Readonly<Record<string, unknown>>): PaymentEvent {
  return EventItem.parse(item).event as PaymentEvent;
}

function keyOf({ data, epoch, aggregateversion }: PaymentEvent): { readonly pk: string; readonly sk: string } {
  return { pk: paymentKeys.partition(data), sk: paymentKeys.event(epoch, aggregateversion) };
}
