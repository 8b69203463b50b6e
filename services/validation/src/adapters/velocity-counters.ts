import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Counters } from '../assess-payment.ts';
import { type WindowCounts, windowStartMs } from '../domain/sliding-count.ts';
import type { Sighting } from '../sightings.ts';
import { expiryOf, storeFault, tableKeys } from './validation-table.ts';

/** An item takes 1,000 writes a second (DynamoDB quota): eight of them let one merchant have 8,000 payments a second. */
const shardCount = 8;

export interface VelocityCountersProps {
  readonly table: string;
  readonly region: string;
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
  /** Picks the shard of the next count: a whole number below the bound. */
  readonly pick: (bound: number) => number;
}

/**
 * Counters in the service's global table: each region adds to items of its own, and reads sum over all of them.
 *
 * With last-writer-wins between regions, one item for both would forget what the other region had counted.
 */
export class VelocityCounters implements Counters {
  readonly #props: VelocityCountersProps;

  constructor(props: VelocityCountersProps) {
    this.#props = props;
  }

  async countsOf({ kind, value, windowMs }: Sighting, at: Date, signal: AbortSignal): Promise<WindowCounts> {
    const { client, table } = this.#props;
    const runningMs = windowStartMs(at.getTime(), windowMs);
    // Two windows are a handful of items: this never needs a second page.
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk and sk between :from and :to',
      ExpressionAttributeValues: {
        ':pk': tableKeys.count(kind, windowMs, value),
        ':from': tableKeys.window(runningMs - windowMs),
        ':to': tableKeys.window(runningMs, '~'),
      },
    });
    const { Items = [] } = await client.send(query, { abortSignal: signal }).catch(storeFault(table, 'count payments'));
    const running = tableKeys.window(runningMs);
    const sum = (isRunning: boolean): number =>
      Items.filter(({ sk }) => String(sk).startsWith(running) === isRunning).reduce(
        (total, { seen }) => total + Number(seen),
        0,
      );
    return { previous: sum(false), running: sum(true) };
  }

  async add(sightings: readonly Sighting[], at: Date): Promise<void> {
    const { client, table, region, pick } = this.#props;
    const shard = `${region}#${pick(shardCount)}`;
    await Promise.all(
      sightings.map(({ kind, value, windowMs }) =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: {
              pk: tableKeys.count(kind, windowMs, value),
              sk: tableKeys.window(windowStartMs(at.getTime(), windowMs), shard),
            },
            UpdateExpression: 'add seen :one set expiresAt = :expiry',
            // Read for one more window after its own has ended.
            ExpressionAttributeValues: { ':one': 1, ':expiry': expiryOf(at, 3 * windowMs) },
          }),
        ),
      ),
    ).catch(storeFault(table, 'count a payment'));
  }
}
