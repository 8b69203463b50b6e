import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { expiryOf, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { Claim, DeliveryLog, DeliveryMode, DeliveryReader } from '../delivery-log.ts';
import type { AttemptOutcome } from '../domain/attempt-outcome.ts';
import type { Delivery, DeliveryPlace, DeliveryRecord } from '../domain/delivery.ts';
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
   * A page is one query: DynamoDB ends it at 1 MB (docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html),
   * however large its items are, and a function may answer 6 MB.
   */
  async ofPayment(
    paymentId: string,
    { after, pageMax }: { readonly after: DeliveryPlace | undefined; readonly pageMax: number },
  ): Promise<{ readonly deliveries: readonly DeliveryRecord[]; readonly hasMore: boolean }> {
    const query = new QueryCommand({
      ...this.#deliveriesOf(paymentId),
      // One more says whether another page follows.
      Limit: pageMax + 1,
      ...(after === undefined ? {} : { ExclusiveStartKey: keyOf({ ...after, paymentId }) }),
    });
    const { Items = [], LastEvaluatedKey } = await this.#client
      .send(query)
      .catch(storeFault(this.#table, 'list deliveries'));
    return {
      deliveries: Items.slice(0, pageMax).map(recordOf),
      hasMore: Items.length > pageMax || LastEvaluatedKey !== undefined,
    };
  }

  async ofId(paymentId: string, deliveryId: string): Promise<DeliveryRecord | undefined> {
    const { ExpressionAttributeValues, ...query } = this.#deliveriesOf(paymentId);
    const pages = paginateQuery(
      { client: this.#client },
      {
        ...query,
        FilterExpression: 'deliveryId = :id',
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':id': deliveryId },
      },
    );
    try {
      for await (const { Items: [item] = [] } of pages) if (item !== undefined) return recordOf(item);
    } catch (cause) {
      storeFault(this.#table, 'read a delivery')(cause);
    }
    return undefined;
  }

  #deliveriesOf(paymentId: string) {
    return {
      TableName: this.#table,
      KeyConditionExpression: 'pk = :payment AND begins_with(sk, :deliveries)',
      ExpressionAttributeValues: {
        ':payment': paymentKeys.partition(paymentId),
        ':deliveries': paymentKeys.deliveries,
      },
    };
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

function keyOf(delivery: DeliveryPlace & Pick<Delivery, 'paymentId'>): { readonly pk: string; readonly sk: string } {
  return { pk: paymentKeys.partition(delivery.paymentId), sk: paymentKeys.delivery(delivery) };
}
