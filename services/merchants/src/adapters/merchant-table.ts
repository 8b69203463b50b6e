import { type DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { AccessMerchantItem, accessMerchantItemKey, merchantItemPrefix } from '@redoubt/contracts';
import { conditionHeld, storeFault } from '@redoubt/lambda-kit';
import type { Merchant } from '../domain/merchant.ts';
import type { MerchantList, MerchantStore } from '../merchant-store.ts';

/** Reads of the table for one page: each is up to 1 MB, of which keys make up a part. */
const readsMax = 10;

/**
 * Merchants in the platform's strongly consistent table of access.
 *
 * Conditions hold over all regions; the mode has no transactions
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html).
 */
export class MerchantTable implements MerchantStore, MerchantList {
  readonly #table: string;
  readonly #client: Pick<DynamoDBDocumentClient, 'send'>;

  constructor({ table, client }: { readonly table: string; readonly client: Pick<DynamoDBDocumentClient, 'send'> }) {
    this.#table = table;
    this.#client = client;
  }

  async read(merchantId: string): Promise<Merchant | undefined> {
    const get = new GetCommand({
      TableName: this.#table,
      Key: accessMerchantItemKey(merchantId),
      ConsistentRead: true,
    });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'show a merchant'));
    return Item === undefined ? undefined : merchantIn(Item);
  }

  add(merchant: Merchant): Promise<boolean> {
    return this.#put(merchant, { ConditionExpression: 'attribute_not_exists(pk)' });
  }

  replace(merchant: Merchant): Promise<boolean> {
    return this.#put(merchant, {
      ConditionExpression: '#version = :before',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':before': merchant.version - 1 },
    });
  }

  async markFinished({ merchantId, version, finishedVersion }: Merchant): Promise<void> {
    if (version === finishedVersion) return;
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: accessMerchantItemKey(merchantId),
      UpdateExpression: 'SET finishedVersion = :version',
      // A change in between has read the item before, and puts it back with the mark that it has read.
      ConditionExpression: 'finishedVersion = :before AND #version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': version, ':before': finishedVersion },
    });
    await conditionHeld(this.#client.send(update), storeFault(this.#table, 'mark a merchant as finished'));
  }

  async page({
    after,
    pageMax,
  }: {
    readonly after: string | undefined;
    readonly pageMax: number;
  }): Promise<{ readonly merchants: readonly Merchant[]; readonly next: string | undefined }> {
    const merchants: Merchant[] = [];
    let next = after;
    for (let reads = 1; reads <= readsMax; reads += 1) {
      const scan = new ScanCommand({
        TableName: this.#table,
        ConsistentRead: true,
        FilterExpression: 'begins_with(pk, :merchants)',
        ExpressionAttributeValues: { ':merchants': merchantItemPrefix },
        ...(next === undefined ? {} : { ExclusiveStartKey: { pk: next } }),
      });
      const { Items = [], LastEvaluatedKey } = await this.#client
        .send(scan)
        .catch(storeFault(this.#table, 'list merchants'));
      const wanted = pageMax - merchants.length;
      merchants.push(...Items.slice(0, wanted).map(merchantIn));
      const last = Items[wanted - 1];
      if (Items.length > wanted || (Items.length === wanted && LastEvaluatedKey !== undefined))
        return { merchants, next: String(last?.['pk']) };
      if (LastEvaluatedKey === undefined) return { merchants, next: undefined };
      next = String(LastEvaluatedKey['pk']);
    }
    return { merchants, next };
  }

  #put(merchant: Merchant, condition: object): Promise<boolean> {
    const Item = { ...accessMerchantItemKey(merchant.merchantId), kind: 'merchant', ...merchant };
    const put = this.#client.send(new PutCommand({ TableName: this.#table, Item, ...condition }));
    return conditionHeld(put, storeFault(this.#table, 'keep a merchant'));
  }
}

function merchantIn(item: Record<string, unknown>): Merchant {
  const { kind: _, ...merchant } = AccessMerchantItem.parse(item);
  return merchant;
}
