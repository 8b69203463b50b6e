import type { DeliveryPlace } from '../domain/delivery.ts';

/** How long payments' events and deliveries are kept, in milliseconds: as long as a webhook may be looked up. */
export const keptMs = 90 * 24 * 3_600_000;

/** Width of an epoch or a version in a key, so that text sorts as numbers do. */
const numberDigits = 6;

/** A merchant's endpoints are one query. */
export const endpointKeys = {
  partition: (merchantId: string) => `merchant#${merchantId}`,
  sort: (endpointId: string) => `endpoint#${endpointId}`,
} as const;

/**
 * A payment's events and the webhooks about them are items beside each other.
 *
 * A version that a lost region gave may be given again under a newer epoch, to another event: events sort by epoch first, and
 * a delivery belongs to one event.
 */
export const paymentKeys = {
  partition: (paymentId: string) => `payment#${paymentId}`,
  events: 'event#',
  event: (epoch: number, version: number) => `event#${padded(epoch)}#${padded(version)}`,
  deliveries: 'delivery#',
  delivery: ({ version, eventId, endpointId }: DeliveryPlace) => `delivery#${padded(version)}#${eventId}#${endpointId}`,
} as const;

/** Events that some endpoint has not confirmed, by shard, oldest first. A delivered event has neither key. */
export const dueIndex = { name: 'due', partitionKey: 'dueShard', sortKey: 'dueSince' } as const;

/** A partition of an index takes 1,000 writes a second (DynamoDB quota): sixteen of them carry 16,000 events a second. */
export const dueShards: readonly string[] = [...'0123456789abcdef'];

/** The shard of an event: its id is a hash. */
export function dueShardOf(eventId: string): string {
  return eventId.charAt(0);
}

function padded(number: number): string {
  return String(number).padStart(numberDigits, '0');
}
