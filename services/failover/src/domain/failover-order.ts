import { PersonsOrder, RegionName } from '@redoubt/contracts';
import { z } from 'zod';
import { Evidence } from './evidence.ts';

/** An order to a state machine, given in the region that is to act. */
export const FailoverOrder = z.object({
  /** `fail_over` and `hand_back` end an epoch and begin the next; `resume` goes on with one that is unfinished. */
  kind: z.enum(['fail_over', 'hand_back', 'resume']),
  /** The epoch to end, or to finish. If it has ended by then, the order is void. */
  epoch: z.number().int().min(1),
  fromRegion: RegionName,
  toRegion: RegionName,
  /** Evidence of the decision to fail over. */
  evidence: Evidence.optional(),
  /** The person whose order this is: it needs no evidence. */
  ordered: PersonsOrder.optional(),
});
export type FailoverOrder = z.infer<typeof FailoverOrder>;

/** Length of the span in which an order is the same order, in milliseconds. */
const orderSpanMs = 2_000;

/**
 * Name of the execution that carries out the order.
 *
 * Watchers that overlap start one execution, since the same order has the same name for a moment. It is short, so that an
 * execution that stood down, or left nothing, does not block the next. Two executions of one order do no harm: one of
 * them begins the epoch, and one works at a time.
 */
export function executionNameOf(order: FailoverOrder, nowMs: number): string {
  // A watcher that decides at the same moment must not take the name of a person's order: its own may be taken back.
  const whose = order.ordered === undefined ? '' : 'ordered-';
  return `${whose}${order.kind.replace('_', '-')}-epoch-${epochOf(order)}-${Math.floor(nowMs / orderSpanMs)}`;
}

/** The epoch under which the order's work is done. */
export function epochOf({ kind, epoch }: Pick<FailoverOrder, 'kind' | 'epoch'>): number {
  return kind === 'resume' ? epoch : epoch + 1;
}
