import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Latch, latchKey } from '@redoubt/contracts';

/** The items that hold traffic away from a region, each under the epoch that set it. */
export class Latches {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async set(latch: Omit<Latch, 'pk'>): Promise<void> {
    const Item: Latch = { pk: latchKey(latch.region), ...latch };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async isHeldAwayFrom(region: string): Promise<boolean> {
    const get = new GetCommand({ TableName: this.#table, Key: { pk: latchKey(region) }, ConsistentRead: true });
    return (await this.#client.send(get)).Item !== undefined;
  }

  /** Takes off what an earlier epoch has set; a latch of a later one stays. */
  async releaseOlderThan({ region, epoch }: { readonly region: string; readonly epoch: number }): Promise<void> {
    const release = new DeleteCommand({
      TableName: this.#table,
      Key: { pk: latchKey(region) },
      ConditionExpression: 'attribute_not_exists(pk) OR epoch < :epoch',
      ExpressionAttributeValues: { ':epoch': epoch },
    });
    try {
      await this.#client.send(release);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}
