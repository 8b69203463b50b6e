import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { AccessMerchantItem, accessMerchantItemKey } from '@redoubt/contracts';
import { z } from 'zod';
import { processClock } from '../clock.ts';
import { FaultError } from '../fault-error.ts';
import { readEnvironment } from '../read-environment.ts';
import { documentClient } from '../tables/document-client.ts';
import { storeFault } from '../tables/store-fault.ts';
import { KeptItems } from './kept-items.ts';

/** Which merchants get new payments. */
export interface MerchantRegister {
  /**
   * Whether the merchant is registered and not closed.
   *
   * @throws FaultError `store_unreachable`
   */
  isOpen(merchantId: string): Promise<boolean>;
}

/** A merchant's item lists its keys and who has made them: none of that is read for a payment. */
const MerchantState = AccessMerchantItem.pick({ state: true });
type MerchantState = z.infer<typeof MerchantState>;

export interface AccessMerchantsProps {
  /** The table of access. */
  readonly table: string;
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
  /** Milliseconds on a clock that is never set back. */
  readonly steadyMs: () => number;
}

/**
 * Merchants as this region's copy of the table of access has them, kept as long as their keys are: a merchant that was closed
 * gets no new payments 60 s later. `services/merchants` writes them, and is never asked.
 */
export class AccessMerchants implements MerchantRegister {
  readonly #props: AccessMerchantsProps;
  readonly #kept: KeptItems<MerchantState>;

  constructor(props: AccessMerchantsProps) {
    this.#props = props;
    this.#kept = new KeptItems({ steadyMs: props.steadyMs });
  }

  /** The merchants of the deployment that the function belongs to. */
  static ofEnvironment(environment: Readonly<Record<string, string | undefined>>): AccessMerchants {
    const { ACCESS_TABLE: table } = readEnvironment(z.object({ ACCESS_TABLE: z.string().min(1) }), environment);
    return new AccessMerchants({ table, client: documentClient(), steadyMs: processClock.steadyMs });
  }

  async isOpen(merchantId: string): Promise<boolean> {
    const merchant = await this.#kept.get(merchantId, () => this.#read(merchantId));
    return merchant?.state === 'open';
  }

  async #read(merchantId: string): Promise<MerchantState | undefined> {
    const { client, table } = this.#props;
    const get = new GetCommand({
      TableName: table,
      Key: accessMerchantItemKey(merchantId),
      ProjectionExpression: '#state',
      ExpressionAttributeNames: { '#state': 'state' },
    });
    const { Item } = await client.send(get).catch(storeFault(table, 'show a merchant'));
    if (Item === undefined) return undefined;
    const merchant = MerchantState.safeParse(Item);
    if (merchant.success) return merchant.data;
    throw new FaultError('store_unreachable', `${table} holds no valid merchant ${merchantId}`, {
      cause: merchant.error,
    });
  }
}
