import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { RegionState, regionStateKey } from '@redoubt/contracts';
import { FailoverError } from '../failover-error.ts';

/** A new epoch, as it is to be written. */
export interface EpochBump {
  readonly from: { readonly epoch: number; readonly activeRegion: string };
  readonly toRegion: string;
  readonly at: string;
  /** Name of the execution that bumps. */
  readonly by: string;
}

/** The one item that says who may act. Reads are strongly consistent; writes are conditional on the epoch. */
export class RegionStateTable {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** @throws FailoverError `region_state_missing` */
  async read(): Promise<RegionState> {
    const get = new GetCommand({ TableName: this.#table, Key: { pk: regionStateKey }, ConsistentRead: true });
    const { Item } = await this.#client.send(get);
    if (Item !== undefined) return RegionState.parse(Item);
    throw new FailoverError(
      'region_state_missing',
      `${this.#table} holds no item ${regionStateKey}; deploy the failover service, which seeds it`,
    );
  }

  /** Writes the first state unless there is one. */
  async seed(state: RegionState): Promise<'seeded' | 'present'> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: state,
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    return this.#conditionally(put, 'seeded', 'present');
  }

  /** Begins a new epoch, if the one it ends still is. In an unknown outcome (a timeout) ask again: it is safe. */
  async bump({ from, toRegion, at, by }: EpochBump): Promise<'bumped' | 'moved'> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { pk: regionStateKey },
      UpdateExpression: 'SET epoch = :next, activeRegion = :to, #mode = :recovering, since = :at, bumpedBy = :by',
      ConditionExpression: 'epoch = :epoch AND activeRegion = :from',
      ExpressionAttributeNames: { '#mode': 'mode' },
      ExpressionAttributeValues: {
        ':next': from.epoch + 1,
        ':epoch': from.epoch,
        ':from': from.activeRegion,
        ':to': toRegion,
        ':recovering': 'recovering',
        ':at': at,
        ':by': by,
      },
    });
    return this.#conditionally(update, 'bumped', 'moved');
  }

  /** Lets the ledger be written under the epoch. */
  async open({
    epoch,
    activeRegion,
  }: {
    readonly epoch: number;
    readonly activeRegion: string;
  }): Promise<'open' | 'moved'> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: { pk: regionStateKey },
      UpdateExpression: 'SET #mode = :open',
      ConditionExpression: 'epoch = :epoch AND activeRegion = :region',
      ExpressionAttributeNames: { '#mode': 'mode' },
      ExpressionAttributeValues: { ':open': 'open', ':epoch': epoch, ':region': activeRegion },
    });
    return this.#conditionally(update, 'open', 'moved');
  }

  async #conditionally<Done, Refused>(
    command: PutCommand | UpdateCommand,
    done: Done,
    refused: Refused,
  ): Promise<Done | Refused> {
    try {
      // The two commands are of one family; the client's overloads do not take their union.
      await this.#client.send(command as UpdateCommand);
      return done;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return refused;
      throw error;
    }
  }
}
