import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { commandKey, journalMetaKey, journalSchema, journalSlotOf } from '@redoubt/contracts';
import type { AwsEndpoint } from '@redoubt/local-cloud';

/** Writes items into the journal that the platform never writes itself. */
export class JournalItems implements Disposable {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(at: AwsEndpoint, suffix: string) {
    this.#client = DynamoDBDocumentClient.from(new DynamoDBClient(at));
    this.#table = `journal-table-${suffix}`;
  }

  /** Writes a record, with its pointer, of a command type that no code knows. @returns its command id */
  async putUnreadable(region: string, epoch: number): Promise<string> {
    const command = { type: 'SettleOnTheMoon', commandId: randomUUID(), acceptedAt: new Date().toISOString() };
    const slot = journalSlotOf(command);
    await this.#put({
      ...commandKey(command.commandId),
      command,
      fingerprint: '0'.repeat(64),
      slot,
      epoch,
      region,
      response: { status: 202, body: '{}' },
    });
    await this.#put({ pk: slot, sk: command.commandId });
    return command.commandId;
  }

  /** Claims that the journal holds nothing older than a time. */
  async putForgottenUpTo(at: Date): Promise<void> {
    await this.#put({ ...journalMetaKey, schema: journalSchema, forgottenUpTo: at.toISOString() });
  }

  async #put(Item: Record<string, unknown>): Promise<void> {
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  [Symbol.dispose](): void {
    this.#client.destroy();
  }
}
