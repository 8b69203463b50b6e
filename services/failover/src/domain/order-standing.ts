import type { RegionState } from '@redoubt/contracts';
import type { FailoverOrder } from './failover-order.ts';

/** Where an order stands, seen from the region state. */
export type OrderStanding =
  | 'due' // the epoch it ends still is
  | 'in_force' // it has begun its epoch, or takes up the work of an attempt that did
  | 'void'; // the epoch was ended by somebody else

/**
 * Compares an order with the region state.
 *
 * A retry after a write whose outcome was not seen finds its own name there, and so goes on instead of giving up.
 *
 * @param execution name of the execution that carries out the order
 */
export function standingOf(order: FailoverOrder, execution: string, state: RegionState): OrderStanding {
  if (state.epoch === order.epoch && state.activeRegion === order.fromRegion) return 'due';
  const hasBegun = state.epoch === order.epoch + 1 && state.activeRegion === order.toRegion;
  return hasBegun && (state.by === execution || order.attempt > 1) ? 'in_force' : 'void';
}
