import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { conditionHeld, expiryOf, storeFault } from '@redoubt/lambda-kit';
import type {
  Claim,
  DeliveryLog,
  DeliveryMode,
  DeliveryReader,
  EndedAttempt,
  WaitingDeliveries,
} from '../delivery-log.ts';
import type { Delivery, DeliveryPlace, DeliveryRecord, PaymentPlace } from '../domain/delivery.ts';
import { DeliveryItem, recordOf, slotOf } from './delivery-item.ts';
import { dueIndex, keptMs, laneKeys, paymentKeys } from './notifications-table.ts';

/** How long a worker may take for one attempt before another may try: longer than the function lives. */
const claimMs = 30_000;

const isFree = '(attribute_not_exists(claimedUntilMs) OR claimedUntilMs < :now OR claimedBy <> :region)';

/** When an attempt may be claimed. A delivery in a lane keeps its place while it is sent: its worker may die. */
const conditions = {
  first: `attribute_not_exists(pk) OR (attribute_not_exists(deliveredAt) AND attribute_not_exists(#due) AND #status = :sending AND ${isFree})`,
  scheduled: `attribute_exists(#due) AND attribute_not_exists(deliveredAt) AND #due <= :time AND ${isFree}`,
  early: `attribute_exists(#due) AND attribute_not_exists(deliveredAt) AND attribute_not_exists(broughtAt) AND ${isFree}`,
  asked: `attribute_not_exists(pk) OR ${isFree}`,
} as const satisfies Record<DeliveryMode, string>;

/** Set by every write of a delivery: the first one makes the item. */
const facts =
  'deliveryId = :deliveryId, eventId = :eventId, eventType = :eventType, endpointId = :endpointId, paymentId = :paymentId, ' +
  'merchantId = :merchantId, #version = :version, expiresAt = :expiresAt, #log = if_not_exists(#log, :none)';

const dueNames = { '#shard': dueIndex.partitionKey, '#due': dueIndex.sortKey } as const;

const factNames = { '#version': 'version', '#log': 'log', '#status': 'status' } as const;

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
export class DeliveryTable implements DeliveryLog, DeliveryReader, WaitingDeliveries {
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
        `SET ${facts}, #status = :sending, claimedBy = :region, claimedUntilMs = :until` +
        `${mode === 'early' ? ', broughtAt = :time' : ''} ADD attempts :one, tries :tries`,
      ConditionExpression: conditions[mode],
      ExpressionAttributeNames: { ...factNames, ...(mode === 'asked' ? {} : { '#due': dueIndex.sortKey }) },
      ExpressionAttributeValues: {
        ...factValues(delivery, now),
        ':sending': 'sending',
        ':region': this.#region,
        ':now': now.getTime(),
        ':until': now.getTime() + claimMs,
        ':one': 1,
        // What somebody asks for takes nothing from the schedule.
        ':tries': mode === 'asked' ? 0 : 1,
        ...(mode === 'early' || mode === 'scheduled' ? { ':time': now.toISOString() } : {}),
      },
      ReturnValues: 'ALL_NEW',
    });
    const fault = storeFault(this.#table, 'log an attempt');
    const updated = await this.#client
      .send(update)
      .catch((cause: unknown) => (cause instanceof ConditionalCheckFailedException ? undefined : fault(cause)));
    if (updated === undefined) return this.#refusedClaim(delivery, mode);
    const { attempts, tries } = DeliveryItem.parse(updated.Attributes);
    return { kind: 'claimed', attempts, tries };
  }

  /** @throws FaultError `store_unreachable`: the attempt stays claimed until the claim runs out */
  async settle(
    delivery: Delivery,
    { attempts, outcome, startedAt, now, next }: EndedAttempt,
  ): Promise<Pick<DeliveryRecord, 'deliveredAt'>> {
    const isConfirmed = outcome.kind === 'confirmed';
    const isDue = next instanceof Date;
    const set = [
      '#status = :status, lastOutcome = :outcome, claimedUntilMs = :free, #log.#slot = :attempt',
      ...(isConfirmed ? ['deliveredAt = if_not_exists(deliveredAt, :now)'] : []),
      ...(isDue ? ['#shard = :lane, #due = :next'] : []),
    ];
    const endsSchedule = isConfirmed || next === undefined;
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(delivery),
      UpdateExpression: `SET ${set.join(', ')}${endsSchedule ? ' REMOVE #shard, #due' : ''}`,
      ExpressionAttributeNames: {
        '#status': 'status',
        '#log': 'log',
        '#slot': slotOf(attempts),
        ...(isDue || endsSchedule ? dueNames : {}),
      },
      ExpressionAttributeValues: {
        ':status': isConfirmed ? 'delivered' : 'failed',
        ':outcome': outcome.text,
        ':free': 0,
        ':attempt': {
          number: attempts,
          at: startedAt.toISOString(),
          durationMs: now.getTime() - startedAt.getTime(),
          ...(outcome.status === undefined ? {} : { status: outcome.status }),
          outcome: outcome.text,
          region: this.#region,
        },
        ...(isConfirmed ? { ':now': now.toISOString() } : {}),
        ...(isDue ? { ':lane': laneKeys.waiting(delivery.endpointId), ':next': next.toISOString() } : {}),
      },
      ReturnValues: 'ALL_NEW',
    });
    const { Attributes } = await this.#client.send(update).catch(storeFault(this.#table, 'log an outcome'));
    return recordOf(Attributes);
  }

  async enqueue(
    delivery: Delivery,
    { at, now, restarts }: { readonly at: Date; readonly now: Date; readonly restarts: boolean },
  ): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(delivery),
      UpdateExpression:
        `SET ${facts}, #status = :failed, #shard = :lane, #due = :at, attempts = if_not_exists(attempts, :zero), ` +
        `tries = ${restarts ? ':zero' : 'if_not_exists(tries, :zero)'}${restarts ? ' REMOVE broughtAt' : ''}`,
      ConditionExpression:
        'attribute_not_exists(pk) OR (attribute_not_exists(deliveredAt) AND attribute_not_exists(#due) AND ' +
        `${isFree}${restarts ? '' : ' AND #status <> :failed'})`,
      ExpressionAttributeNames: { ...factNames, ...dueNames },
      ExpressionAttributeValues: {
        ...factValues(delivery, now),
        ':failed': 'failed',
        ':lane': laneKeys.waiting(delivery.endpointId),
        ':at': at.toISOString(),
        ':zero': 0,
        ':now': now.getTime(),
        ':region': this.#region,
      },
    });
    return conditionHeld(this.#client.send(update), storeFault(this.#table, 'put a delivery into a lane'));
  }

  async waitingFor(
    endpointId: string,
    { upTo, pageMax }: { readonly upTo: Date | undefined; readonly pageMax: number },
  ): Promise<readonly DeliveryRecord[]> {
    const query = new QueryCommand({
      TableName: this.#table,
      IndexName: dueIndex.name,
      KeyConditionExpression: `#shard = :lane${upTo === undefined ? '' : ' AND #due <= :upTo'}`,
      ExpressionAttributeNames: {
        '#shard': dueIndex.partitionKey,
        ...(upTo === undefined ? {} : { '#due': dueIndex.sortKey }),
      },
      ExpressionAttributeValues: {
        ':lane': laneKeys.waiting(endpointId),
        ...(upTo === undefined ? {} : { ':upTo': upTo.toISOString() }),
      },
      Limit: pageMax,
    });
    const { Items = [] } = await this.#client.send(query).catch(storeFault(this.#table, 'list what waits in a lane'));
    return Items.map(recordOf);
  }

  /**
   * A page is one query: DynamoDB ends it at 1 MB (docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html),
   * however large its items are, and a function may answer 6 MB.
   */
  async ofPayment(
    payment: PaymentPlace,
    { after, pageMax }: { readonly after: DeliveryPlace | undefined; readonly pageMax: number },
  ): Promise<{ readonly deliveries: readonly DeliveryRecord[]; readonly hasMore: boolean }> {
    const query = new QueryCommand({
      ...this.#deliveriesOf(payment),
      // One more says whether another page follows.
      Limit: pageMax + 1,
      ...(after === undefined ? {} : { ExclusiveStartKey: keyOf({ ...payment, ...after }) }),
    });
    const { Items = [], LastEvaluatedKey } = await this.#client
      .send(query)
      .catch(storeFault(this.#table, 'list deliveries'));
    return {
      deliveries: Items.slice(0, pageMax).map(recordOf),
      hasMore: Items.length > pageMax || LastEvaluatedKey !== undefined,
    };
  }

  async ofId(payment: PaymentPlace, deliveryId: string): Promise<DeliveryRecord | undefined> {
    const { ExpressionAttributeValues, ...query } = this.#deliveriesOf(payment);
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

  async recordOf(delivery: Delivery): Promise<DeliveryRecord | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: keyOf(delivery) });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'read a delivery'));
    return Item === undefined ? undefined : recordOf(Item);
  }

  #deliveriesOf(payment: PaymentPlace) {
    return {
      TableName: this.#table,
      KeyConditionExpression: 'pk = :payment AND begins_with(sk, :deliveries)',
      ExpressionAttributeValues: {
        ':payment': paymentKeys.partition(payment),
        ':deliveries': paymentKeys.deliveries,
      },
    };
  }

  async #refusedClaim(delivery: Delivery, mode: DeliveryMode): Promise<Claim> {
    const get = new GetCommand({ TableName: this.#table, Key: keyOf(delivery), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'read a delivery'));
    const { status, attempts, deliveredAt, nextAttemptAt } = recordOf(Item);
    if (mode === 'asked') return { kind: 'busy' };
    if (deliveredAt !== undefined) return { kind: 'delivered', attempts, deliveredAt };
    if (nextAttemptAt !== undefined) return { kind: 'waiting', attempts, nextAttemptAt };
    return status === 'failed' ? { kind: 'failed', attempts } : { kind: 'busy' };
  }
}

function factValues(delivery: Delivery, now: Date): Readonly<Record<string, unknown>> {
  const { deliveryId, eventId, eventType, endpointId, paymentId, merchantId, version } = delivery;
  const values = { deliveryId, eventId, eventType, endpointId, paymentId, merchantId, version };
  return {
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
    ':expiresAt': expiryOf(now, keptMs),
    ':none': {},
  };
}

function keyOf(delivery: DeliveryPlace & PaymentPlace): { readonly pk: string; readonly sk: string } {
  return { pk: paymentKeys.partition(delivery), sk: paymentKeys.delivery(delivery) };
}
