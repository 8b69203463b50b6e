import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { RegionState, regionStateKey } from '@redoubt/contracts';
import { type TakeoverEvent, type Transition, transition } from '../domain/takeover.ts';
import { FailoverError } from '../failover-error.ts';

/** Writes of one event before it is given up: each lost race means that somebody else made progress. */
const racesMax = 10;

/** The one item that says who may act. Reads are strongly consistent; writes are conditional on the version that was read. */
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
    const isFirst = await this.#put(state, { ConditionExpression: 'attribute_not_exists(pk)' });
    return isFirst ? 'seeded' : 'present';
  }

  /**
   * Takes the state one event further. Safe to repeat after an unknown outcome: the event finds itself done.
   *
   * @throws FailoverError `region_state_contended` when others changed the item each time
   */
  async change(event: TakeoverEvent): Promise<Transition> {
    for (let race = 0; race < racesMax; race += 1) {
      const before = await this.read();
      const result = transition(before, event);
      if (result.outcome !== 'changed') return result;
      const isOurs = await this.#put(result.state, {
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': before.version },
      });
      if (isOurs) return result;
    }
    throw new FailoverError('region_state_contended', `${event.kind} lost ${racesMax} races for ${regionStateKey}`);
  }

  async #put(Item: RegionState, condition: Omit<PutCommand['input'], 'TableName' | 'Item'>): Promise<boolean> {
    try {
      await this.#client.send(new PutCommand({ TableName: this.#table, Item, ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
