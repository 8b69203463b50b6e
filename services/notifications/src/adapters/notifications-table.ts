import { FaultError } from '@redoubt/lambda-kit';

/**
 * Keys of the service's one table, chosen so that both questions it is asked are queries: which endpoints has a
 * merchant, and what became of an event.
 */
export const endpointKeys = {
  partition: (merchantId: string) => `merchant#${merchantId}`,
  sort: (endpointId: string) => `endpoint#${endpointId}`,
} as const;

export const deliveryKeys = {
  partition: (eventId: string) => `event#${eventId}`,
  sort: (endpointId: string) => `endpoint#${endpointId}`,
} as const;

/** Rethrows what DynamoDB did as a fault of the store. */
export function storeFault(table: string, action: string): (cause: unknown) => never {
  return (cause) => {
    throw new FaultError('store_unreachable', `${table} could not ${action}`, { cause });
  };
}
