import { RegionName } from '@redoubt/contracts';
import { z } from 'zod';
import { Evidence } from './evidence.ts';

/** Order to the state machine: take over from a region whose epoch is known. */
export const FailoverOrder = z.object({
  /** The epoch to end. If it has ended by then, the order is void. */
  epoch: z.number().int().min(1),
  fromRegion: RegionName,
  toRegion: RegionName,
  /** 1, or one more than the attempt whose stopped work is taken up again. */
  attempt: z.number().int().min(1),
  evidence: Evidence,
  faults: z.object({ skipRecover: z.boolean() }),
});
export type FailoverOrder = z.infer<typeof FailoverOrder>;

/** Length of the span in which an order for the same epoch is the same order, in milliseconds. */
const orderSpanMs = 60_000;

/**
 * Name of the execution that carries out the order.
 *
 * The same order always gets the same name, so watchers that overlap or repeat themselves start one execution. A first
 * attempt that stood down may be tried again in the next minute, hence the minute in its name. Two executions for one
 * epoch, across the turn of a minute, do no harm: only one can bump it.
 */
export function executionNameOf({ epoch, attempt, evidence }: FailoverOrder): string {
  const name = `failover-to-epoch-${epoch + 1}`;
  return attempt === 1 ? `${name}-${Math.floor(evidence.decidedAtMs / orderSpanMs)}` : `${name}-attempt-${attempt}`;
}
