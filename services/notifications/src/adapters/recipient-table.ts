import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { storeFault } from '@redoubt/lambda-kit';
import type { ChannelPauseReason } from '../domain/channel.ts';
import { isSentTo } from '../domain/channel.ts';
import type { PauseReason } from '../domain/endpoint.ts';
import type { Recipient } from '../domain/recipient.ts';
import type { EndpointPlace } from '../endpoint-store.ts';
import type { RecipientStore } from '../recipient-store.ts';
import { ChannelItem, ChannelTable } from './channel-table.ts';
import { EndpointItem, EndpointTable } from './endpoint-table.ts';
import { endpointKeys, recipientKeys } from './notifications-table.ts';

/** Endpoints and channels of the endpoint table, where either is meant. */
export class RecipientTable implements RecipientStore {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;
  readonly #endpoints: EndpointTable;
  readonly #channels: ChannelTable;

  constructor(props: { readonly table: string; readonly client: DynamoDBDocumentClient }) {
    this.#table = props.table;
    this.#client = props.client;
    this.#endpoints = new EndpointTable(props);
    this.#channels = new ChannelTable(props);
  }

  /** One query: their keys lie beside each other. */
  async ofMerchant(merchantId: string): Promise<readonly Recipient[]> {
    const [from, to] = recipientKeys.listed;
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :merchant AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':merchant': endpointKeys.partition(merchantId), ':from': from, ':to': to },
        ConsistentRead: true,
      },
    );
    const recipients: Recipient[] = [];
    try {
      for await (const { Items = [] } of pages) {
        for (const item of Items) {
          if (!('address' in item)) recipients.push(EndpointItem.parse(item));
          else {
            const channel = ChannelItem.parse(item);
            if (isSentTo(channel)) recipients.push(channel);
          }
        }
      }
    } catch (cause) {
      storeFault(this.#table, 'list endpoints and channels')(cause);
    }
    return recipients;
  }

  ofId(place: EndpointPlace): Promise<Recipient | undefined> {
    return this.#of(place).ofId(place);
  }

  markFailing(place: EndpointPlace, now: Date): Promise<void> {
    return this.#of(place).markFailing(place, now);
  }

  markWell(place: EndpointPlace): Promise<void> {
    return this.#of(place).markWell(place);
  }

  pause(
    place: EndpointPlace,
    { reason, now }: { readonly reason: Extract<PauseReason, ChannelPauseReason> | 'gone'; readonly now: Date },
  ): Promise<boolean> {
    // No channel answers 410.
    return reason === 'gone' || !isChannelId(place.endpointId)
      ? this.#endpoints.pause(place, { reason, now })
      : this.#channels.pause(place, { reason, now });
  }

  #of({ endpointId }: EndpointPlace): EndpointTable | ChannelTable {
    return isChannelId(endpointId) ? this.#channels : this.#endpoints;
  }
}

function isChannelId(id: string): boolean {
  return id.startsWith('nc_');
}
