import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { PaymentStatus, ReviewCodes } from '@redoubt/contracts';
import { conditionHeld, expiryOf, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { PaymentChange } from '../../domain/payment-change.ts';
import type { OwnPayment } from '../own-payment.ts';

/** How long a change is kept, in milliseconds from the change. */
const keptMs = 90 * 24 * 60 * 60 * 1000;

/** Partition of the items, one per region, that say up to when its events are here. */
const freshness = 'freshness';

const FreshnessItem = z.object({ upTo: z.iso.datetime() });

const ChangeItem = z.object({
  paymentId: z.string(),
  epoch: z.number().int(),
  version: z.number().int(),
  at: z.string(),
  status: PaymentStatus,
  merchantId: z.string(),
  amountMinor: z.string(),
  currency: z.string(),
  reference: z.string().optional(),
  reason: z.string().optional(),
  review: ReviewCodes.optional(),
  heldMinor: z.string().optional(),
  capturedMinor: z.string().optional(),
  refundedMinor: z.string().optional(),
  disputedMinor: z.string().optional(),
  chargedBackMinor: z.string().optional(),
  holdsUntil: z.string().optional(),
});

/**
 * Payments as their events show them, in the service's global table: one item per payment, epoch and version.
 *
 * An item never changes, so the order of events and of replication does not matter: a repeated event writes the same item,
 * and "last writer wins" between regions has nothing to decide.
 */
export class ReadModel {
  readonly #table: string;
  readonly #client: Pick<DynamoDBDocumentClient, 'send'>;

  constructor({ table, client }: { readonly table: string; readonly client: Pick<DynamoDBDocumentClient, 'send'> }) {
    this.#table = table;
    this.#client = client;
  }

  /** @throws FaultError `store_unreachable` */
  async add(change: PaymentChange): Promise<void> {
    const { epoch, version, at } = change;
    const Item = {
      pk: partitionOf(change),
      sk: `epoch#${digits(epoch)}#version#${digits(version)}`,
      ...change,
      expiresAt: expiryOf(new Date(at), keptMs),
    };
    await this.#client
      .send(new PutCommand({ TableName: this.#table, Item }))
      .catch(storeFault(this.#table, 'keep a change'));
  }

  /**
   * Changes of a merchant's payment in this region's copy; of thousands, the newest (one page of a query).
   *
   * @throws FaultError `store_unreachable`
   */
  async changesOf(payment: OwnPayment): Promise<readonly PaymentChange[]> {
    const query = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :payment',
      ExpressionAttributeValues: { ':payment': partitionOf(payment) },
      ScanIndexForward: false,
    });
    const { Items = [] } = await this.#client.send(query).catch(storeFault(this.#table, 'show a payment'));
    return Items.map((item) => ChangeItem.parse(item));
  }

  /**
   * Records that everything a region announced by this time is here. Times only move forward.
   *
   * @throws FaultError `store_unreachable`
   */
  async completeUpTo(upTo: string, region: string): Promise<void> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: { pk: freshness, sk: region, upTo },
      ConditionExpression: 'attribute_not_exists(pk) OR upTo < :upTo',
      ExpressionAttributeValues: { ':upTo': upTo },
    });
    await conditionHeld(this.#client.send(put), storeFault(this.#table, 'keep its freshness'));
  }

  /**
   * Up to when this copy is complete; undefined before the first `OutboxRelayed`.
   *
   * @throws FaultError `store_unreachable`
   */
  async upTo(): Promise<string | undefined> {
    const query = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :freshness',
      ExpressionAttributeValues: { ':freshness': freshness },
    });
    const { Items = [] } = await this.#client.send(query).catch(storeFault(this.#table, 'tell its freshness'));
    return Items.map((item) => FreshnessItem.parse(item).upTo)
      .sort()
      .at(-1);
  }
}

/** The merchant is a part of the key: whoever asks for another's payment asks for a partition that is not there. */
function partitionOf({ merchantId, paymentId }: OwnPayment): string {
  return `merchant#${merchantId}#payment#${paymentId}`;
}

/** Sorts as text like the number. */
function digits(value: number): string {
  return String(value).padStart(10, '0');
}
