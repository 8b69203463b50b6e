import type { DeliveryPlace, PaymentPlace } from '../domain/delivery.ts';

/** How long payments' events and deliveries are kept, in milliseconds: as long as a webhook may be looked up. */
export const keptMs = 90 * 24 * 3_600_000;

/** Width of an epoch or a version in a key, so that text sorts as numbers do. */
const numberDigits = 6;

interface EndpointPlace {
  readonly merchantId: string;
  readonly endpointId: string;
}

/** The endpoints of a merchant that webhooks are sent to are one query, which reads no paused ones. */
export const endpointKeys = {
  partition: (merchantId: string) => `merchant#${merchantId}`,
  allSentTo: 'endpoint#',
  sentTo: ({ merchantId, endpointId }: EndpointPlace) => ({
    pk: `merchant#${merchantId}`,
    sk: `endpoint#${endpointId}`,
  }),
  paused: ({ merchantId, endpointId }: EndpointPlace) => ({ pk: `merchant#${merchantId}`, sk: `paused#${endpointId}` }),
  /** Before those of the others, so that a list leaves them out. */
  deleted: ({ merchantId, endpointId }: EndpointPlace) => ({
    pk: `merchant#${merchantId}`,
    sk: `deleted#${endpointId}`,
  }),
  /** From the first endpoint that is sent to up to the last paused one; `$` follows `#`. */
  listed: ['endpoint#', 'paused$'],
} as const;

/** A merchant's channels, each under one key whatever its state: there are ten at most. */
export const channelKeys = {
  all: 'delivery-channel#',
  of: ({ merchantId, endpointId }: EndpointPlace) => ({
    pk: `merchant#${merchantId}`,
    sk: `delivery-channel#${endpointId}`,
  }),
  /** How many codes the merchant has sent today; beside the channels, and in no list. */
  codes: (merchantId: string) => ({ pk: `merchant#${merchantId}`, sk: 'codes' }),
} as const;

/** Channels and the endpoints that are sent to are one query, which reads neither deleted nor paused endpoints. */
export const recipientKeys = { listed: ['delivery-channel#', 'endpoint$'] } as const;

/** How many messages a channel has got in a day. */
export const dayKeys = {
  of: (endpointId: string, day: string) => ({ pk: `endpoint#${endpointId}`, sk: `sent#${day}` }),
} as const;

/**
 * A payment's events and the webhooks about them are items beside each other, below its merchant: to another merchant there is
 * nothing, and nothing tells it from a payment that does not exist.
 *
 * A version that a lost region gave may be given again under a newer epoch, to another event: events sort by epoch first, and
 * a delivery belongs to one event.
 */
export const paymentKeys = {
  partition: ({ merchantId, paymentId }: PaymentPlace) => `payment#${merchantId}#${paymentId}`,
  events: 'event#',
  event: (epoch: number, version: number) => `event#${padded(epoch)}#${padded(version)}`,
  deliveries: 'delivery#',
  delivery: ({ version, eventId, endpointId }: DeliveryPlace) => `delivery#${padded(version)}#${eventId}#${endpointId}`,
} as const;

/**
 * Work that is still to be done, by shard, in order of time: events that are not handed to every endpoint yet; the deliveries that wait in
 * a lane, each lane a partition; and the lanes whose turn comes. What is done has neither key.
 */
export const dueIndex = { name: 'due', partitionKey: 'dueShard', sortKey: 'dueSince' } as const;

/** A partition of an index takes 1,000 writes a second (DynamoDB quota): sixteen of them carry 16,000 events a second. */
export const dueShards: readonly string[] = [...'0123456789abcdef'];

/** The shard of an event: its id is a hash. */
export function dueShardOf(eventId: string): string {
  return eventId.charAt(0);
}

/** An endpoint's lane is one item; what waits in it are items of the index. */
export const laneKeys = {
  of: (endpointId: string) => ({ pk: `endpoint#${endpointId}`, sk: 'lane' }),
  waiting: (endpointId: string) => `lane#${endpointId}`,
} as const;

/** Lanes by shard: a lane is written a few times a second at most, and there are few that wait. */
export const laneShards: readonly string[] = ['lanes#0', 'lanes#1', 'lanes#2', 'lanes#3'];

export function laneShardOf(endpointId: string): string {
  return `lanes#${Number.parseInt(endpointId.slice(-1), 16) % laneShards.length}`;
}

/** Events of a merchant by their time, for those who ask what they missed. */
export const heardIndex = { name: 'heard', partitionKey: 'heardShard', sortKey: 'heardAt' } as const;

/** A partition of an index takes 1,000 writes a second: eight carry the events of the busiest merchant. */
const heardShards: readonly string[] = [...'01234567'];

export const heardKeys = {
  partitions: (merchantId: string) => heardShards.map((shard) => `merchant#${merchantId}#${shard}`),
  partition: (merchantId: string, eventId: string) =>
    `merchant#${merchantId}#${Number.parseInt(eventId.charAt(0), 16) % heardShards.length}`,
} as const;

function padded(number: number): string {
  return String(number).padStart(numberDigits, '0');
}
