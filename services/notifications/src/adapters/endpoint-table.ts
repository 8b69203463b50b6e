import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { EventPattern } from '@redoubt/contracts';
import { conditionHeld, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { type Endpoint, type PauseReason, pauseReasons, type SecretRoll } from '../domain/endpoint.ts';
import type { EndpointPlace, EndpointReader, EndpointStore, EndpointUpdate, ListPlace } from '../endpoint-store.ts';
import { endpointKeys } from './notifications-table.ts';

export const EndpointItem = z.object({
  endpointId: z.string(),
  merchantId: z.string(),
  url: z.string(),
  events: z.array(EventPattern).optional(),
  createdAt: z.string(),
  registered: z.object({ url: z.string(), events: z.array(EventPattern).optional() }).optional(),
  failingSince: z.string().optional(),
  paused: z.object({ at: z.string(), reason: z.enum(pauseReasons) }).optional(),
  deletedAt: z.string().optional(),
  rolls: z.array(z.object({ commandId: z.string(), overlapSeconds: z.number(), previousUntil: z.string() })).optional(),
});

/**
 * Endpoints in the strongly consistent endpoint table: every read sees every answered registration, in either region.
 *
 * Paused endpoints lie under keys of their own, so that no event reads them. An endpoint moves from one key to the other by two
 * writes: such a table has no transactions (ADR 11). The new item is written first; until the old one is gone, the endpoint counts
 * as sent to, and moving it again completes the move.
 */
export class EndpointTable implements EndpointStore, EndpointReader {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client }: { readonly table: string; readonly client: DynamoDBDocumentClient }) {
    this.#table = table;
    this.#client = client;
  }

  async add(endpoint: Endpoint): Promise<{ readonly isNew: boolean; readonly stored: Endpoint }> {
    const known = await this.#known(endpoint);
    if (known !== undefined) return { isNew: false, stored: known };
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...endpointKeys.sentTo(endpoint), ...endpoint },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    const isNew = await conditionHeld(this.#client.send(put), storeFault(this.#table, 'take an endpoint'));
    return { isNew, stored: isNew ? endpoint : ((await this.#known(endpoint)) ?? endpoint) };
  }

  async ofMerchant(merchantId: string): Promise<readonly Endpoint[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :merchant AND begins_with(sk, :endpoints)',
        ExpressionAttributeValues: {
          ':merchant': endpointKeys.partition(merchantId),
          ':endpoints': endpointKeys.allSentTo,
        },
        ConsistentRead: true,
      },
    );
    const endpoints: Endpoint[] = [];
    try {
      for await (const { Items } of pages) endpoints.push(...(Items ?? []).map((item) => EndpointItem.parse(item)));
    } catch (cause) {
      storeFault(this.#table, 'list endpoints')(cause);
    }
    return endpoints;
  }

  async ofId(endpoint: EndpointPlace): Promise<Endpoint | undefined> {
    const known = await this.#known(endpoint);
    return known?.deletedAt === undefined ? known : undefined;
  }

  async markFailing(endpoint: EndpointPlace, now: Date): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: endpointKeys.sentTo(endpoint),
      UpdateExpression: 'SET failingSince = :now',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(failingSince)',
      ExpressionAttributeValues: { ':now': now.toISOString() },
    });
    await conditionHeld(this.#client.send(update), storeFault(this.#table, 'mark an endpoint as failing'));
  }

  async markWell(endpoint: EndpointPlace): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: endpointKeys.sentTo(endpoint),
      UpdateExpression: 'REMOVE failingSince',
      ConditionExpression: 'attribute_exists(failingSince)',
    });
    await conditionHeld(this.#client.send(update), storeFault(this.#table, 'mark an endpoint as well'));
  }

  async pause(
    endpoint: EndpointPlace,
    { reason, now }: { readonly reason: PauseReason; readonly now: Date },
  ): Promise<boolean> {
    return this.#move(endpointKeys.sentTo(endpoint), endpointKeys.paused(endpoint), (sentTo) => {
      return { ...sentTo, paused: { at: now.toISOString(), reason } };
    });
  }

  resume(endpoint: EndpointPlace): Promise<boolean> {
    return this.#move(endpointKeys.paused(endpoint), endpointKeys.sentTo(endpoint), (paused) => {
      // What it did before counts no longer.
      const { paused: _, failingSince: __, ...sentTo } = paused;
      return sentTo;
    });
  }

  async remove(endpoint: EndpointPlace, now: Date): Promise<void> {
    const gone = endpointKeys.deleted(endpoint);
    const deleted = (known: Endpoint): Endpoint => ({ ...known, deletedAt: now.toISOString() });
    await this.#move(endpointKeys.sentTo(endpoint), gone, deleted);
    await this.#move(endpointKeys.paused(endpoint), gone, deleted);
  }

  async change(endpoint: EndpointPlace, { url, events }: EndpointUpdate): Promise<Endpoint | undefined> {
    const known = await this.ofId(endpoint);
    if (known === undefined) return undefined;
    const changed = { ...known, ...(url === undefined ? {} : { url }), ...(events === undefined ? {} : { events }) };
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(known),
      UpdateExpression: `SET #url = :url${changed.events === undefined ? '' : ', events = :events'}`,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#url': 'url' },
      ExpressionAttributeValues: {
        ':url': changed.url,
        ...(changed.events === undefined ? {} : { ':events': changed.events }),
      },
    });
    const isThere = await conditionHeld(this.#client.send(update), storeFault(this.#table, 'change an endpoint'));
    return isThere ? changed : undefined;
  }

  async addRoll(known: Endpoint, roll: SecretRoll): Promise<boolean> {
    const { rolls = [] } = known;
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(known),
      UpdateExpression: 'SET rolls = :rolls',
      // Rolls are only ever added: their number says which ones there are.
      ConditionExpression:
        rolls.length === 0 ? 'attribute_exists(pk) AND attribute_not_exists(rolls)' : 'size(rolls) = :known',
      ExpressionAttributeValues: {
        ':rolls': [...rolls, roll],
        ...(rolls.length === 0 ? {} : { ':known': rolls.length }),
      },
    });
    return conditionHeld(this.#client.send(update), storeFault(this.#table, 'roll a secret'));
  }

  async page(
    merchantId: string,
    { after, pageMax }: { readonly after: ListPlace | undefined; readonly pageMax: number },
  ): Promise<{ readonly endpoints: readonly Endpoint[]; readonly hasMore: boolean }> {
    const [from, to] = endpointKeys.listed;
    const query = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :merchant AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':merchant': endpointKeys.partition(merchantId), ':from': from, ':to': to },
      ConsistentRead: true,
      Limit: pageMax + 1,
      ...(after === undefined ? {} : { ExclusiveStartKey: listKeyOf(merchantId, after) }),
    });
    const { Items = [], LastEvaluatedKey } = await this.#client
      .send(query)
      .catch(storeFault(this.#table, 'list endpoints'));
    return {
      endpoints: Items.slice(0, pageMax).map((item) => EndpointItem.parse(item)),
      hasMore: Items.length > pageMax || LastEvaluatedKey !== undefined,
    };
  }

  /** An endpoint in any of its places, one that is sent to before others. */
  async #known(endpoint: EndpointPlace): Promise<Endpoint | undefined> {
    const keys = [endpointKeys.sentTo(endpoint), endpointKeys.paused(endpoint), endpointKeys.deleted(endpoint)];
    const [sentTo, paused, deleted] = await Promise.all(keys.map((key) => this.#read(key)));
    // A deletion that broke off is one all the same.
    return deleted ?? sentTo ?? paused;
  }

  async #read(Key: Readonly<Record<string, string>>): Promise<Endpoint | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key, ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'read an endpoint'));
    return Item === undefined ? undefined : EndpointItem.parse(Item);
  }

  async #move(
    from: Readonly<Record<string, string>>,
    to: Readonly<Record<string, string>>,
    changed: (endpoint: Endpoint) => Endpoint,
  ): Promise<boolean> {
    const endpoint = await this.#read(from);
    if (endpoint === undefined) return false;
    const fault = storeFault(this.#table, 'move an endpoint');
    await this.#client
      .send(new PutCommand({ TableName: this.#table, Item: { ...to, ...changed(endpoint) } }))
      .catch(fault);
    const remove = new DeleteCommand({
      TableName: this.#table,
      Key: from,
      ConditionExpression: 'attribute_exists(pk)',
    });
    return conditionHeld(this.#client.send(remove), fault);
  }
}

function keyOf(endpoint: Endpoint): Readonly<Record<string, string>> {
  return endpoint.paused === undefined ? endpointKeys.sentTo(endpoint) : endpointKeys.paused(endpoint);
}

function listKeyOf(merchantId: string, { endpointId, isPaused }: ListPlace): Readonly<Record<string, string>> {
  const place = { merchantId, endpointId };
  return isPaused ? endpointKeys.paused(place) : endpointKeys.sentTo(place);
}
