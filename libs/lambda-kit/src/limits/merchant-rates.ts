import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import {
  accessMerchantItemKey,
  RequestsPerSecond,
  requestsPerSecondDefault,
  requestWindowSeconds,
} from '@redoubt/contracts';
import { z } from 'zod';
import { KeptItems } from '../access/kept-items.ts';
import { storeFault } from '../tables/store-fault.ts';
import type { BucketShape } from './bucket.ts';

/** As much of a merchant's item as limits need: what else it holds is no concern of theirs. */
const OwnRate = z.object({ requestsPerSecond: RequestsPerSecond.optional() });
type OwnRate = z.infer<typeof OwnRate>;

export interface MerchantRatesProps {
  /** The table of access. */
  readonly table: string;
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
  /** Milliseconds on a clock that is never set back. */
  readonly steadyMs: () => number;
}

/** How much each merchant may send: what its item in the table of access says, or else as much as the others. */
export class MerchantRates {
  readonly #props: MerchantRatesProps;
  readonly #kept: KeptItems<OwnRate>;

  constructor(props: MerchantRatesProps) {
    this.#props = props;
    this.#kept = new KeptItems({ steadyMs: props.steadyMs });
  }

  /** @throws FaultError `store_unreachable` */
  async of(merchantId: string, abortSignal: AbortSignal): Promise<BucketShape> {
    const merchant = await this.#kept.get(merchantId, async () => {
      const { client, table } = this.#props;
      const get = new GetCommand({
        TableName: table,
        Key: accessMerchantItemKey(merchantId),
        ProjectionExpression: 'requestsPerSecond',
      });
      const { Item } = await client.send(get, { abortSignal }).catch(storeFault(table, 'show a merchant'));
      return OwnRate.safeParse(Item).data;
    });
    return bucketShapeOf(merchant?.requestsPerSecond);
  }
}

/** The bucket of a merchant with that limit, or with none of its own. */
export function bucketShapeOf(requestsPerSecond: number = requestsPerSecondDefault): BucketShape {
  return { requestsPerSecond, windowSeconds: requestWindowSeconds };
}
