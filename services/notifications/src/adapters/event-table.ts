import { type DynamoDBDocumentClient, PutCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHeld, expiryOf, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { type PaymentEvent, paymentEventTypes } from '../domain/payment-event.ts';
import type { EventStore } from '../event-store.ts';
import { keptMs, paymentKeys } from './notifications-table.ts';

const EventItem = z.object({ event: z.union(paymentEventTypes.map(({ schema }) => schema)) });

/** Events in the service's global table. */
export class EventTable implements EventStore {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client }: { readonly table: string; readonly client: DynamoDBDocumentClient }) {
    this.#table = table;
    this.#client = client;
  }

  async keep(event: PaymentEvent, now: Date): Promise<void> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...keyOf(event), event, expiresAt: expiryOf(now, keptMs) },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await conditionHeld(this.#client.send(put), storeFault(this.#table, 'keep an event'));
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
