import { z } from 'zod';
import type { DeliveryRecord } from '../domain/delivery.ts';
import { paymentEventTypes } from '../domain/payment-event.ts';
import { dueIndex } from './notifications-table.ts';

/** Attempts that are kept of one delivery; a later one takes the place of the oldest. */
export const loggedAttemptsMax = 32;

const Attempt = z.object({
  number: z.number(),
  at: z.string(),
  durationMs: z.number(),
  status: z.number().optional(),
  outcome: z.string(),
  region: z.string(),
});

export const DeliveryItem = z.object({
  deliveryId: z.string(),
  eventId: z.string(),
  eventType: z.enum(paymentEventTypes.map(({ name }) => name)),
  endpointId: z.string(),
  paymentId: z.string(),
  merchantId: z.string(),
  version: z.number(),
  status: z.enum(['sending', 'failed', 'delivered']),
  attempts: z.number().default(0),
  tries: z.number().default(0),
  lastOutcome: z.string().optional(),
  deliveredAt: z.string().optional(),
  [dueIndex.sortKey]: z.string().optional(),
  log: z.record(z.string(), Attempt).default({}),
});

/** Where an attempt is kept in the item's map. */
export function slotOf(attempts: number): string {
  return `a${attempts % loggedAttemptsMax}`;
}

/**
 * A confirmed delivery stays delivered, whatever the outcome of later attempts. One that failed and waits in a lane is tried
 * again.
 */
export function recordOf(item: Readonly<Record<string, unknown>> | undefined): DeliveryRecord {
  const { status: stored, tries: _, log, [dueIndex.sortKey]: nextAttemptAt, ...record } = DeliveryItem.parse(item);
  const isWaiting = stored === 'failed' && nextAttemptAt !== undefined;
  const status = record.deliveredAt !== undefined ? 'delivered' : isWaiting ? 'waiting' : stored;
  return {
    ...record,
    status,
    ...(status === 'waiting' ? { nextAttemptAt } : {}),
    log: Object.values(log).sort((left, right) => left.number - right.number),
  };
}
