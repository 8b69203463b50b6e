import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { ReplicaMark, replicaKey } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';

/** How far replicas have come, as the failover service records it beside the region state. */
export class ReplicaMarks {
  readonly #table: string;
  readonly #client: Pick<DynamoDBDocumentClient, 'send'>;

  constructor({ table, client }: { readonly table: string; readonly client: Pick<DynamoDBDocumentClient, 'send'> }) {
    this.#table = table;
    this.#client = client;
  }

  /**
   * Up to when a region's replica has what the writer committed; undefined while nothing is known of it.
   *
   * @throws FaultError `region_state_unreachable`
   */
  async replicatedUpTo(region: string): Promise<Date | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: { pk: replicaKey(region) }, ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch((cause: unknown) => {
      throw new FaultError('region_state_unreachable', `the mark of ${region} in ${this.#table} could not be read`, {
        cause,
      });
    });
    const mark = ReplicaMark.safeParse(Item);
    return mark.success ? new Date(mark.data.replicatedUpTo) : undefined;
  }
}
