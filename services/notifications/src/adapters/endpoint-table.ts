import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { WebhookType } from '@redoubt/contracts';
import { conditionHeld, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { Endpoint } from '../domain/endpoint.ts';
import type { EndpointStore } from '../endpoint-store.ts';
import { endpointKeys } from './notifications-table.ts';

const EndpointItem = z.object({
  endpointId: z.string(),
  merchantId: z.string(),
  url: z.string(),
  events: z.array(WebhookType).optional(),
  createdAt: z.string(),
  disabledAt: z.string().optional(),
});

/** Endpoints in the strongly consistent endpoint table: every read sees every answered registration, in either region. */
export class EndpointTable implements EndpointStore {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client }: { readonly table: string; readonly client: DynamoDBDocumentClient }) {
    this.#table = table;
    this.#client = client;
  }

  async add(endpoint: Endpoint): Promise<{ readonly isNew: boolean; readonly stored: Endpoint }> {
    const Key = keyOf(endpoint);
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...Key, ...endpoint },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    const fault = storeFault(this.#table, 'take an endpoint');
    const isNew = await conditionHeld(this.#client.send(put), fault);
    if (isNew) return { isNew, stored: endpoint };
    const { Item } = await this.#client
      .send(new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }))
      .catch(fault);
    return { isNew, stored: EndpointItem.parse(Item) };
  }

  async ofMerchant(merchantId: string): Promise<readonly Endpoint[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :merchant',
        ExpressionAttributeValues: { ':merchant': endpointKeys.partition(merchantId) },
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

  async disable(endpoint: Pick<Endpoint, 'endpointId' | 'merchantId'>, now: Date): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(endpoint),
      UpdateExpression: 'SET disabledAt = :now',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(disabledAt)',
      ExpressionAttributeValues: { ':now': now.toISOString() },
    });
    await conditionHeld(this.#client.send(update), storeFault(this.#table, 'disable an endpoint'));
  }
}

function keyOf({ merchantId, endpointId }: Pick<Endpoint, 'endpointId' | 'merchantId'>) {
  return { pk: endpointKeys.partition(merchantId), sk: endpointKeys.sort(endpointId) };
}
