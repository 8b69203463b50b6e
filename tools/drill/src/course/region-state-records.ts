import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type DrillFaults, drillFaultsKey, FailoverReport, failoverReportKey } from '@redoubt/contracts';
import type { AwsEndpoint } from '@redoubt/local-cloud';

/** The drill's access to the region-state table: reads reports, plants faults. */
export class RegionStateRecords implements Disposable {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** @param at endpoint of a region that stays alive */
  constructor(at: AwsEndpoint, suffix: string) {
    this.#client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...at, maxAttempts: 2 }));
    this.#table = `region-state-table-${suffix}`;
  }

  /** Plants faults in the next failover. */
  async plantFaults(faults: Omit<DrillFaults, 'pk'>): Promise<void> {
    const Item: DrillFaults = { pk: drillFaultsKey, ...faults };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  /** The failover's own report on how an epoch began; `undefined` until it is written. */
  async readReport(epoch: number): Promise<FailoverReport | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: { pk: failoverReportKey(epoch) }, ConsistentRead: true });
    const { Item } = await this.#client.send(get);
    return Item === undefined ? undefined : FailoverReport.parse(Item);
  }

  [Symbol.dispose](): void {
    this.#client.destroy();
  }
}
