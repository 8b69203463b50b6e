import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { JournalMeta, journalMetaKey } from '@redoubt/contracts';
import { conditionHeld } from '../tables/conditional-write.ts';
import { documentClient } from '../tables/document-client.ts';
import { journalFault } from './journal-fault.ts';
import type { JournalProps } from './journal-props.ts';

/** The item in which the journal says how far it has forgotten, and what shape its records may have. */
export class JournalMetaItem {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client = documentClient() }: JournalProps) {
    this.#table = table;
    this.#client = client;
  }

  /** @throws FaultError `journal_unreachable` */
  async read(): Promise<JournalMeta> {
    const get = new GetCommand({ TableName: this.#table, Key: journalMetaKey, ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch(journalFault(this.#table, 'describe itself'));
    return JournalMeta.parse({ schema: 1, ...Item });
  }

  /**
   * Says that everything accepted before a time may be gone. Times only move forward.
   *
   * @throws FaultError `journal_unreachable`: nothing may be forgotten
   */
  async advanceForgotten(upTo: Date): Promise<void> {
    await this.#raise('forgottenUpTo', upTo.toISOString());
  }

  /**
   * Says that records of this shape may follow: older code learns that it can't read all of the journal.
   *
   * @throws FaultError `journal_unreachable`: no record of this shape may be written
   */
  async raiseSchema(schema: number): Promise<void> {
    await this.#raise('schema', schema);
  }

  async #raise(attribute: keyof JournalMeta, value: string | number): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: journalMetaKey,
      UpdateExpression: 'SET #attribute = :value',
      ConditionExpression: 'attribute_not_exists(#attribute) OR #attribute < :value',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':value': value },
    });
    await conditionHeld(this.#client.send(update), journalFault(this.#table, 'describe itself'));
  }
}
