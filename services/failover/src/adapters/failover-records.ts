import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DrillFaults, drillFaultsKey, FailoverReport, failoverReportKey } from '@redoubt/contracts';
import { z } from 'zod';
import { Evidence, evidenceKey } from '../domain/evidence.ts';

/** Reports on failovers, the evidence that goes into them, and the faults that a drill wants. */
export class FailoverRecords {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Keeps the report; one of an earlier execution of the same epoch is replaced. */
  async putReport(report: FailoverReport): Promise<void> {
    await this.#client.send(new PutCommand({ TableName: this.#table, Item: report }));
  }

  async readReport(epoch: number): Promise<FailoverReport | undefined> {
    const item = await this.#read(failoverReportKey(epoch));
    return item === undefined ? undefined : FailoverReport.parse(item);
  }

  /** Keeps the evidence by which the epoch is begun, for its report. */
  async putEvidence(epoch: number, evidence: Evidence): Promise<void> {
    const Item = { pk: evidenceKey(epoch), evidence };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async readEvidence(epoch: number): Promise<Evidence | undefined> {
    const item = await this.#read(evidenceKey(epoch));
    return item === undefined ? undefined : z.object({ evidence: Evidence }).parse(item).evidence;
  }

  async readFaults(): Promise<Omit<DrillFaults, 'pk'>> {
    const item = await this.#read(drillFaultsKey);
    const { skipRecover, hold } = DrillFaults.parse({ pk: drillFaultsKey, ...item });
    return { skipRecover, hold };
  }

  async #read(pk: string): Promise<Record<string, unknown> | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: { pk }, ConsistentRead: true });
    return (await this.#client.send(get)).Item;
  }
}
