import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DrillFaults, drillFaultsKey, FailoverReport, failoverReportKey } from '@redoubt/contracts';

/** Reports on failovers, and the faults that a drill asked for, beside the region state. */
export class FailoverRecords {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Keeps the report; one of an earlier attempt at the same epoch is replaced. */
  async putReport(report: FailoverReport): Promise<void> {
    await this.#client.send(new PutCommand({ TableName: this.#table, Item: report }));
  }

  /** Report on the failover that began the epoch. */
  async readReport(epoch: number): Promise<FailoverReport | undefined> {
    const item = await this.#read(failoverReportKey(epoch));
    return item === undefined ? undefined : FailoverReport.parse(item);
  }

  async readFaults(): Promise<Omit<DrillFaults, 'pk'>> {
    const item = await this.#read(drillFaultsKey);
    return { skipRecover: item === undefined ? false : DrillFaults.parse(item).skipRecover };
  }

  async #read(pk: string): Promise<Record<string, unknown> | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: { pk }, ConsistentRead: true });
    return (await this.#client.send(get)).Item;
  }
}
