import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type PaymentEvent, paymentEventTypes } from '../domain/payment-event.ts';
import type { EventStore } from '../event-store.ts';
import { expiryOf, paymentKeys, storeFault } from './notifications-table.ts';

const EventItem = z.object({ event: z.union(paymentEventTypes.map(({ schema }) => schema)) });

/** What merchants were to be told, in the service's global table. */
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
      Item: { ...keyOf(event), event, expiresAt: expiryOf(now) },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    const fault = storeFault(this.#table, 'keep an event');
    await this.#client.send(put).catch((cause: unknown) => {
      if (!(cause instanceof ConditionalCheckFailedException)) fault(cause);
    });
  }

  async ofVersion(paymentId: string, version: number): Promise<PaymentEvent | undefined> {
    const Key = { pk: paymentKeys.partition(paymentId), sk: paymentKeys.event(version) };
    const get = new GetCommand({ TableName: this.#table, Key });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'read an event'));
    return eventIn(Item);
  }

  async lastOf(paymentId: string): Promise<PaymentEvent | undefined> {
    const query = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :payment AND begins_with(sk, :events)',
      ExpressionAttributeValues: { ':payment': paymentKeys.partition(paymentId), ':events': paymentKeys.events },
      ScanIndexForward: false,
      Limit: 1,
    });
    const { Items } = await this.#client.send(query).catch(storeFault(this.#table, 'read a payment’s events'));
    return eventIn(Items?.[0]);
  }
}

function eventIn(item: Readonly<Record<string, unknown>> | undefined): PaymentEvent | undefined {
  return item === undefined ? undefined : (EventItem.parse(item).event as PaymentEvent);
}

function keyOf({ data, aggregateversion }: PaymentEvent): { readonly pk: string; readonly sk: string } {
  return { pk: paymentKeys.partition(data.paymentId), sk: paymentKeys.event(aggregateversion) };
}
