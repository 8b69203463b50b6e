import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expiryOf, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { Claim, DeliveryLog, DeliveryMode, DeliveryReader } from '../delivery-log.ts';
import type { AttemptOutcome } from '../domain/attempt-outcome.ts';
import type { Delivery, DeliveryRecord } from '../domain/delivery.ts';
import { paymentEventTypes } from '../domain/payment-event.ts';
import { keptMs, paymentKeys } from './notifications-table.ts';

/** How long a worker may take for one attempt before another may try: longer than the function lives. */
const claimMs = 30_000;

/** When an attempt may be claimed. */
const conditions = {
  unless_delivered:
    'attribute_not_exists(pk) OR (attribute_not_exists(deliveredAt) AND (claimedUntilMs < :now OR claimedBy <> :region))',
  always: 'attribute_not_exists(pk) OR claimedUntilMs < :now OR claimedBy <> :region',
} as const satisfies Record<DeliveryMode, string>;

const DeliveryItem = z.object({
  deliveryId: z.string(),
  eventId: z.string(),
  eventType: z.enum(paymentEventTypes.map(({ name }) => name)),
  endpointId: z.string(),
  paymentId: z.string(),
  merchantId: z.string(),
  version: z.number(),
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
export class DeliveryTable implements DeliveryLog, DeliveryReader {
  readonly #table: string;
  readonly #region: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, region, client }: DeliveryTableProps) {
    this.#table = table;
    this.#region = region;
    this.#client = client;
  }

  /** @throws FaultError `store_unreachable` */
  async claim(delivery: Delivery, mode: DeliveryMode, now: Date): Promise<Claim> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(delivery),
      UpdateExpression:
        'SET deliveryId = :deliveryId, eventId = :eventId, eventType = :eventType, endpointId = :endpointId, ' +
        'paymentId = :paymentId, merchantId = :merchantId, #version = :version, #status = :sending, claimedBy = :region, ' +
        'claimedUntilMs = :until, expiresAt = :expiresAt ADD attempts :one',
      ConditionExpression: conditions[mode],
      ExpressionAttributeNames: { '#status': 'status', '#version': 'version' },
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(delivery).map(([name, value]) => [`:${name}`, value])),
        ':sending': 'sending',
        ':region': this.#region,
        ':now': now.getTime(),
        ':until': now.getTime() + claimMs,
        ':expiresAt': expiryOf(now, keptMs),
        ':one': 1,
      },
      ReturnValues: 'ALL_NEW',
    });
    const fault = storeFault(this.#table, 'log an attempt');
    const updated = await this.#client
      .send(update)
      .catch((cause: unknown) => (cause instanceof ConditionalCheckFailedException ? undefined : fault(cause)));
    if (updated !== undefined) return { kind: 'claimed', attempts: DeliveryItem.parse(updated.Attributes).attempts };
    return this.#refusedClaim(delivery, mode);
  }

  /** @throws FaultError `store_unreachable`: the attempt stays claimed until the claim runs out */
  async settle(delivery: Delivery, outcome: AttemptOutcome, now: Date): Promise<Pick<DeliveryRecord, 'deliveredAt'>> {
    const isConfirmed = outcome.kind === 'confirmed';
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(delivery),
      UpdateExpression: `SET #status = :status, lastOutcome = :outcome, claimedUntilMs = :free${
        isConfirmed ? ', deliveredAt = if_not_exists(deliveredAt, :now)' : ''
      }`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':status': isConfirmed ? 'delivered' : 'failed',
        ':outcome': outcome.text,
        ':free': 0,
        ...(isConfirmed ? { ':now': now.toISOString() } : {}),
      },
      ReturnValues: 'ALL_NEW',
    });
    const { Attributes } = await this.#client.send(update).catch(storeFault(this.#table, 'log an outcome'));
    return recordOf(Attributes);
  }

  /**
   * Deliveries of a payment's events by version, one for each endpoint that an event was sent to.
   *
   * @throws FaultError `store_unreachable`
   */
  async ofPayment(paymentId: string): Promise<readonly DeliveryRecord[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :payment AND begins_with(sk, :deliveries)',
        ExpressionAttributeValues: {
          ':payment': paymentKeys.partition(paymentId),
          ':deliveries': paymentKeys.deliveries,
        },
      },
    );
    const deliveries: DeliveryRecord[] = [];
    try {
      for await (const { Items } of pages) deliveries.push(...(Items ?? []).map(recordOf));
    } catch (cause) {
      storeFault(this.#table, 'list deliveries')(cause);
    }
    return deliveries;
  }

  async #refusedClaim(delivery: Delivery, mode: DeliveryMode): Promise<Claim> {
    const get = new GetCommand({ TableName: this.#table, Key: keyOf(delivery), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'read a delivery'));
    const { attempts, deliveredAt } = recordOf(Item);
    return mode === 'unless_delivered' && deliveredAt !== undefined
      ? { kind: 'delivered', attempts, deliveredAt }
      : { kind: 'busy' };
  }
}

/** A confirmed delivery stays delivered, whatever the outcome of later attempts. */
function recordOf(item: Readonly<Record<string, unknown>> | undefined): DeliveryRecord {
  const record = DeliveryItem.parse(item);
  return record.deliveredAt === undefined ? record : { ...record, status: 'delivered' };
}

function keyOf(delivery: Delivery): { readonly pk: string; readonly sk: string } {
  return { pk: paymentKeys.partition(delivery.paymentId), sk: paymentKeys.delivery(delivery) };
}
