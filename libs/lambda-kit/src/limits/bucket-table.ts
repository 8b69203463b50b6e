import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { FaultError } from '../fault-error.ts';
import { conditionHeld } from '../tables/conditional-write.ts';
import { expiryOf } from '../tables/expiry.ts';
import { storeFault } from '../tables/store-fault.ts';
import { type BucketShape, capacityOf, tokenMicrosOf, tokensAt } from './bucket.ts';

/** Writes of one draw, each after others have drawn in between. */
const writesMax = 3;

/** A bucket that nobody uses is full, and one that is full need not be kept. */
const keptMs = 3_600_000;

const BucketItem = z.object({ fullAtMicros: z.number().int() });

export interface BucketDraw {
  /** Names the bucket. */
  readonly name: string;
  readonly shape: BucketShape;
  readonly wanted: number;
  /** The bucket as it was seen last; undefined when it never was. */
  readonly fullAtMicros: number | undefined;
  readonly now: Date;
  readonly signal: AbortSignal;
}

export interface Drawn {
  /** As many as there are, at most what was wanted. */
  readonly granted: number;
  readonly fullAtMicros: number;
}

/** Where all functions of a region draw from the same buckets. */
export interface BucketStore {
  /** @throws FaultError `store_unreachable` */
  draw(draw: BucketDraw): Promise<Drawn>;
}

export interface BucketTableProps {
  readonly table: string;
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
}

/**
 * Buckets in the region's table of limits.
 *
 * A draw is one conditional write as long as the bucket is what it was seen to be, or full. So two functions that draw at once never
 * get the same token, and neither has to read before.
 */
export class BucketTable implements BucketStore {
  readonly #props: BucketTableProps;

  constructor(props: BucketTableProps) {
    this.#props = props;
  }

  async draw({ name, shape, wanted, now, signal, ...seen }: BucketDraw): Promise<Drawn> {
    const nowMicros = now.getTime() * 1_000;
    let known = seen.fullAtMicros ?? 0;
    for (let writes = 0; writes < writesMax; writes += 1) {
      const granted = Math.min(wanted, tokensAt(known, nowMicros, shape));
      if (granted === 0) return { granted, fullAtMicros: known };
      const cost = granted * tokenMicrosOf(shape);
      const change =
        known < nowMicros
          ? {
              UpdateExpression: 'SET fullAtMicros = :to, expiresAt = :expiry',
              ConditionExpression: 'attribute_not_exists(fullAtMicros) OR fullAtMicros < :now',
              values: { ':to': nowMicros + cost },
            }
          : {
              UpdateExpression: 'SET fullAtMicros = fullAtMicros + :cost, expiresAt = :expiry',
              ConditionExpression: 'fullAtMicros BETWEEN :now AND :last',
              // With more missing than this there are not as many tokens as are taken.
              values: { ':cost': cost, ':last': nowMicros + capacityOf(shape) * tokenMicrosOf(shape) - cost },
            };
      const { values, ...expressions } = change;
      const update = new UpdateCommand({
        TableName: this.#props.table,
        Key: { pk: name },
        ...expressions,
        ExpressionAttributeValues: { ...values, ':now': nowMicros, ':expiry': expiryOf(now, keptMs) },
        ReturnValues: 'UPDATED_NEW',
      });
      let fullAtMicros = known;
      const sent = this.#props.client.send(update, { abortSignal: signal }).then(({ Attributes }) => {
        // Others may have drawn since it was seen, and left enough.
        fullAtMicros = BucketItem.parse(Attributes).fullAtMicros;
      });
      if (await conditionHeld(sent, storeFault(this.#props.table, 'count a request'))) return { granted, fullAtMicros };
      known = await this.#read(name, signal);
    }
    throw new FaultError('store_unreachable', `${name} was changed by others ${writesMax} times in a row`);
  }

  async #read(name: string, abortSignal: AbortSignal): Promise<number> {
    const { table, client } = this.#props;
    const get = new GetCommand({ TableName: table, Key: { pk: name }, ConsistentRead: true });
    const { Item } = await client.send(get, { abortSignal }).catch(storeFault(table, 'show a bucket'));
    return BucketItem.safeParse(Item).data?.fullAtMicros ?? 0;
  }
}
