import { FaultError } from '@redoubt/lambda-kit';

/** How long payments' events and deliveries are kept, in seconds: as long as anybody may ask what became of a webhook. */
export const keptSeconds = 90 * 24 * 60 * 60;

/** Width of a version in a key, so that text sorts as numbers do. */
const versionDigits = 6;

/** Which endpoints has a merchant is one query. */
export const endpointKeys = {
  partition: (merchantId: string) => `merchant#${merchantId}`,
  sort: (endpointId: string) => `endpoint#${endpointId}`,
} as const;

/** What became of a payment, and of the webhooks about it, are items beside each other, by version. */
export const paymentKeys = {
  partition: (paymentId: string) => `payment#${paymentId}`,
  events: 'event#',
  event: (version: number) => `event#${padded(version)}`,
  deliveries: 'delivery#',
  delivery: (version: number, endpointId: string) => `delivery#${padded(version)}#${endpointId}`,
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

function padded(version: number): string {
  return String(version).padStart(versionDigits, '0');
}
