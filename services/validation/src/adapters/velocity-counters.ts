import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expiryOf, storeFault } from '@redoubt/lambda-kit';
import type { Sighting } from '../domain/sightings.ts';
import { type WindowCounts, windowStartMs } from '../domain/sliding-count.ts';
import type { CountStore } from './coalescing-counters.ts';
import { tableKeys } from './validation-table.ts';

/**
 * Items that one reading looks at. Regions have an item each for a window; only lookalikes are more, an item each, and one of
 * them is enough for the rule.
 */
const itemsMax = 100;

export interface VelocityCountersProps {
  readonly table: string;
  readonly region: string;
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
}

/**
 * Counters in the service's global table: each region adds to items of its own, and reads sum over all of them.
 *
 * With last-writer-wins between regions, one item for both would forget what the other region had counted. An item takes
 * 1,000 writes a second (DynamoDB quota): as many as the account's functions make, each of which writes once a second. What is
 * counted by a request has an item of its own, so that a repeat of the request finds what others did, not what it did itself.
 */
export class VelocityCounters implements CountStore {
  readonly #props: VelocityCountersProps;

  constructor(props: VelocityCountersProps) {
    this.#props = props;
  }

  async countsOf({ kind, value, windowMs, by }: Sighting, at: Date, signal: AbortSignal): Promise<WindowCounts> {
    const { client, table } = this.#props;
    const runningMs = windowStartMs(at.getTime(), windowMs);
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk and sk between :from and :to',
      ExpressionAttributeValues: {
        ':pk': tableKeys.count(kind, windowMs, value),
        ':from': tableKeys.window(runningMs - windowMs),
        ':to': tableKeys.window(runningMs, '~'),
      },
      Limit: itemsMax,
    });
    const { Items = [] } = await client.send(query, { abortSignal: signal }).catch(storeFault(table, 'count payments'));
    const running = tableKeys.window(runningMs);
    const others = Items.filter(({ sk }) => by === undefined || !String(sk).endsWith(`#${by}`));
    const sum = (isRunning: boolean): number =>
      others
        .filter(({ sk }) => String(sk).startsWith(running) === isRunning)
        .reduce((total, { seen }) => total + Number(seen), 0);
    return { previous: sum(false), running: sum(true) };
  }

  async addMany({ kind, value, windowMs, by }: Sighting, count: number, at: Date): Promise<void> {
    const { table, region } = this.#props;
    const update = new UpdateCommand({
      TableName: table,
      Key: {
        pk: tableKeys.count(kind, windowMs, value),
        sk: tableKeys.window(windowStartMs(at.getTime(), windowMs), by === undefined ? region : `${region}#${by}`),
      },
      UpdateExpression: 'add seen :count set expiresAt = :expiry',
      // Read for one more window after its own has ended.
      ExpressionAttributeValues: { ':count': count, ':expiry': expiryOf(at, 3 * windowMs) },
    });
    await this.#props.client.send(update).catch(storeFault(table, 'count a payment'));
  }
}
