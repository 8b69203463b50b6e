import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../tables/document-client.ts';
import { journalFault } from './journal-fault.ts';
import type { JournalProps } from './journal-props.ts';

/** Writes to the journal only to prove that it can be written. */
export class JournalCanary {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client = documentClient() }: JournalProps) {
    this.#table = table;
    this.#client = client;
  }

  /**
   * Overwrites the region's canary; returns once a quorum of regions has it.
   *
   * @throws FaultError `journal_unreachable`
   */
  async write({
    region,
    epoch,
    at,
  }: {
    readonly region: string;
    readonly epoch: number;
    readonly at: Date;
  }): Promise<void> {
    const Item = { pk: 'canary', sk: region, epoch, at: at.toISOString() };
    const put = new PutCommand({ TableName: this.#table, Item });
    await this.#client.send(put).catch(journalFault(this.#table, 'take a canary'));
  }
}
