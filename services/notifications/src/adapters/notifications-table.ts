import { FaultError } from '@redoubt/lambda-kit';
import type { Delivery } from '../domain/delivery.ts';

/** How long payments' events and deliveries are kept, in seconds: as long as anybody may ask what became of a webhook. */
export const keptSeconds = 90 * 24 * 60 * 60;

/** Width of an epoch or a version in a key, so that text sorts as numbers do. */
const numberDigits = 6;

/** Which endpoints has a merchant is one query. */
export const endpointKeys = {
  partition: (merchantId: string) => `merchant#${merchantId}`,
  sort: (endpointId: string) => `endpoint#${endpointId}`,
} as const;

/**
 * What became of a payment, and of the webhooks about it, are items beside each other.
 *
 * A version that a lost region gave may be given again under a newer epoch, to another event: events go by epoch first, and
 * a delivery is of one event.
 */
export const paymentKeys = {
  partition: (paymentId: string) => `payment#${paymentId}`,
  events: 'event#',
  event: (epoch: number, version: number) => `event#${padded(epoch)}#${padded(version)}`,
  deliveries: 'delivery#',
  delivery: ({ version, eventId, endpointId }: Pick<Delivery, 'version' | 'eventId' | 'endpointId'>) =>
    `delivery#${padded(version)}#${eventId}#${endpointId}`,
} as const;

/** When an item that is written now goes, in seconds since 1970. */
export function expiryOf(now: Date): number {
  return Math.floor(now.getTime() / 1000) + keptSeconds;
}

/** Rethrows what DynamoDB did as a fault of the store. */
export function storeFault(table: string, action: string): (cause: unknown) => never {
  return (cause) => {
    throw new FaultError('store_unreachable', `${table} could not ${action}`, { cause });
  };
}

function padded(number: number): string {
  return String(number).padStart(numberDigits, '0');
}
