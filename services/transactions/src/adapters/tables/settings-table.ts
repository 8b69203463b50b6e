import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Setting, settingKey } from '@redoubt/contracts';
import { conditionHeld, storeFault } from '@redoubt/lambda-kit';

/** Copies of what operators have decided, in the platform's strongly consistent table. */
export class SettingsTable {
  readonly #table: string;
  readonly #client: Pick<DynamoDBDocumentClient, 'send'>;

  constructor({ table, client }: { readonly table: string; readonly client: Pick<DynamoDBDocumentClient, 'send'> }) {
    this.#table = table;
    this.#client = client;
  }

  /**
   * Writes a copy, unless there is one that is as new.
   *
   * @throws FaultError `store_unreachable`
   */
  async put(setting: Setting): Promise<void> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...settingKey(setting), ...setting },
      ConditionExpression: 'attribute_not_exists(pk) or epoch < :epoch or (epoch = :epoch and #version < :version)',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':epoch': setting.epoch, ':version': setting.version },
    });
    await conditionHeld(this.#client.send(put), storeFault(this.#table, 'copy a setting'));
  }
}
