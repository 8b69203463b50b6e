import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { AccessKeyItem, accessKeyItemKey } from '@redoubt/contracts';
import { conditionHeld, storeFault } from '@redoubt/lambda-kit';
import type { KeyStore, KeyToEnd } from '../merchant-store.ts';

/** In the item of a key that is over: no key has this digest, and no pepper this version. */
const nobody = { digest: '0'.repeat(64), pepperVersion: '0' } as const;

/** Keys as doors look them up, in the platform's strongly consistent table of access. */
export class KeyTable implements KeyStore {
  readonly #table: string;
  readonly #client: Pick<DynamoDBDocumentClient, 'send'>;

  constructor({ table, client }: { readonly table: string; readonly client: Pick<DynamoDBDocumentClient, 'send'> }) {
    this.#table = table;
    this.#client = client;
  }

  async add(item: AccessKeyItem): Promise<boolean> {
    if (await this.#putNew(item)) return true;
    // The SDK may have sent it twice, when the first answer was lost.
    const get = new GetCommand({ TableName: this.#table, Key: accessKeyItemKey(item.keyId), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'show a key'));
    return Item !== undefined && AccessKeyItem.parse(Item).digest === item.digest;
  }

  async end({ notAfter, ...key }: KeyToEnd & { readonly notAfter: string }): Promise<void> {
    if (await this.#setEnd(key.keyId, notAfter)) return;
    // Whoever makes the key finds that it is over, unless they were faster.
    if (!(await this.#putNew(revoked(key)))) await this.#setEnd(key.keyId, notAfter);
  }

  async revoke(key: KeyToEnd): Promise<void> {
    const Item = { ...accessKeyItemKey(key.keyId), ...revoked(key) };
    const put = new PutCommand({ TableName: this.#table, Item });
    await this.#client.send(put).catch(storeFault(this.#table, 'revoke a key'));
  }

  async remove(keyId: string): Promise<void> {
    const remove = new DeleteCommand({ TableName: this.#table, Key: accessKeyItemKey(keyId) });
    await this.#client.send(remove).catch(storeFault(this.#table, 'forget a key'));
  }

  #putNew(item: AccessKeyItem): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...accessKeyItemKey(item.keyId), ...item },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    return conditionHeld(this.#client.send(put), storeFault(this.#table, 'keep a key'));
  }

  #setEnd(keyId: string, notAfter: string): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: accessKeyItemKey(keyId),
      UpdateExpression: 'SET notAfter = :end',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':end': notAfter },
    });
    return conditionHeld(this.#client.send(update), storeFault(this.#table, 'end a key'));
  }
}

function revoked({ keyId, merchantId, scopes, createdAt }: KeyToEnd): AccessKeyItem {
  return { kind: 'key', keyId, merchantId, ...nobody, scopes, state: 'revoked', createdAt };
}
