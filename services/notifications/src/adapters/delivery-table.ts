import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Claim, DeliveryLog } from '../deliver-event.ts';
import type { AttemptOutcome } from '../domain/attempt-outcome.ts';
import type { Delivery, DeliveryRecord } from '../domain/delivery.ts';
import { deliveryKeys, storeFault } from './notifications-table.ts';

/** How long a worker may take for one attempt before another may try: longer than the function lives. */
const claimMs = 30_000;

/** How long deliveries are kept, in seconds: as long as anybody may ask what became of a webhook. */
const keptSeconds = 90 * 24 * 60 * 60;

const DeliveryItem = z.object({
  deliveryId: z.string(),
  eventId: z.string(),
  eventType: z.enum(['PaymentCaptured', 'PaymentRejected']),
  endpointId: z.string(),
  paymentId: z.string(),
  merchantId: z.string(),
  status: z.enum(['sending', 'delivered', 'failed']),
  attempts: z.number(),
  lastOutcome: z.string().optional(),
  deliveredAt: z.string().optional(),
});

export interface DeliveryTableProps {
  readonly table: string;
  /** The region that claims: a claim binds the workers of its own region only. */
  readonly region: string;
  readonly client: DynamoDBDocumentClient;
}

/**
 * The delivery log in the service's global table.
 *
 * A claim of the other region is not honored. Copies follow asynchronously, so it was never a lock between regions; and
 * when an event reaches this region although the other one had claimed it, that region is most likely lost.
 */
export class DeliveryTable implements DeliveryLog {
  readonly #table: string;
  readonly #region: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, region, client }: DeliveryTableProps) {
    this.#table = table;
    this.#region = region;
    this.#client = client;
  }

  /** @throws FaultError `store_unreachable` */
  async claim(delivery: Delivery, now: Date): Promise<Claim> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(delivery),
      UpdateExpression:
        'SET deliveryId = :deliveryId, eventId = :eventId, eventType = :eventType, endpointId = :endpointId, ' +
        'paymentId = :paymentId, merchantId = :merchantId, #status = :sending, claimedBy = :region, ' +
        'claimedUntilMs = :until, expiresAt = :expiresAt ADD attempts :one',
      ConditionExpression:
        'attribute_not_exists(pk) OR (#status <> :delivered AND (claimedUntilMs < :now OR claimedBy <> :region))',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(delivery).map(([name, value]) => [`:${name}`, value])),
        ':sending': 'sending',
        ':delivered': 'delivered',
        ':region': this.#region,
        ':now': now.getTime(),
        ':until': now.getTime() + claimMs,
        ':expiresAt': Math.floor(now.getTime() / 1000) + keptSeconds,
        ':one': 1,
      },
      ReturnValues: 'ALL_NEW',
    });
    const fault = storeFault(this.#table, 'log an attempt');
    const updated = await this.#client
      .send(update)
      .catch((cause: unknown) => (cause instanceof ConditionalCheckFailedException ? undefined : fault(cause)));
    if (updated !== undefined) return { kind: 'claimed', attempts: DeliveryItem.parse(updated.Attributes).attempts };
    return this.#refusedClaim(delivery);
  }

  /** @throws FaultError `store_unreachable`: the attempt stays claimed until the claim runs out */
  async settle(delivery: Delivery, outcome: AttemptOutcome, now: Date): Promise<void> {
    const isConfirmed = outcome.kind === 'confirmed';
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(delivery),
      UpdateExpression: `SET #status = :status, lastOutcome = :outcome, claimedUntilMs = :free${isConfirmed ? ', deliveredAt = :now' : ''}`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':status': isConfirmed ? 'delivered' : 'failed',
        ':outcome': outcome.text,
        ':free': 0,
        ...(isConfirmed ? { ':now': now.toISOString() } : {}),
      },
    });
    await this.#client.send(update).catch(storeFault(this.#table, 'log an outcome'));
  }

  /**
   * Deliveries of an event, one for each endpoint it was sent to.
   *
   * @throws FaultError `store_unreachable`
   */
  async ofEvent(eventId: string): Promise<readonly DeliveryRecord[]> {
    const query = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :event',
      ExpressionAttributeValues: { ':event': deliveryKeys.partition(eventId) },
    });
    const { Items } = await this.#client.send(query).catch(storeFault(this.#table, 'list deliveries'));
    return (Items ?? []).map((item) => DeliveryItem.parse(item));
  }

  async #refusedClaim(delivery: Delivery): Promise<Claim> {
    const get = new GetCommand({ TableName: this.#table, Key: keyOf(delivery), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'read a delivery'));
    const { status, attempts, deliveredAt } = DeliveryItem.parse(Item);
    return status === 'delivered' && deliveredAt !== undefined
      ? { kind: 'delivered', attempts, deliveredAt }
      : { kind: 'busy' };
  }
}

function keyOf({ eventId, endpointId }: Delivery): { readonly pk: string; readonly sk: string } {
  return { pk: deliveryKeys.partition(eventId), sk: deliveryKeys.sort(endpointId) };
}
