import { FaultError } from '@redoubt/lambda-kit';

/**
 * Keys of the service's one table. It is an ordinary global table: copies follow asynchronously, so that a count may lag
 * by what the other region saw in the last second, and no key in it guards money.
 */
export const tableKeys = {
  /** Windows sort by their start; regions add up. */
  count: (kind: string, windowMs: number, value: string) => `count#${kind}#${windowMs}#${value}`,
  window: (startMs: number, rest = '') => `${String(startMs).padStart(15, '0')}#${rest}`,
  decision: (id: string) => ({ pk: `decision#${id}`, sk: 'decision' }),
  blocklist: 'blocklist',
  blocked: (kind: string, value: string) => `${kind}#${value}`,
} as const;

/** Time to live as DynamoDB wants it: whole seconds since 1970. */
export function expiryOf(at: Date, keptMs: number): number {
  return Math.ceil((at.getTime() + keptMs) / 1000);
}

/** Rethrows what DynamoDB did as a fault of the store. */
export function storeFault(table: string, action: string): (cause: unknown) => never {
  return (cause) => {
    throw new FaultError('store_unreachable', `${table} could not ${action}`, { cause });
  };
}
