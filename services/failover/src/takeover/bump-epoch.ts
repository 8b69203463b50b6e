import type { RecoveryRequest } from '@redoubt/contracts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import type { Clock } from '../clock.ts';
import { standingOf } from '../domain/order-standing.ts';
import type { OrderedStage } from '../domain/stage-input.ts';
import { spanFrom } from '../worker-span.ts';

export interface Bump {
  readonly outcome: 'bumped' | 'superseded';
  readonly recovery: RecoveryRequest;
  readonly bumpedAtMs: number;
  readonly text: string;
}

/**
 * Begins the next epoch: from here on the old region's writes are refused, whatever it believes.
 *
 * The write is conditional in a quorum of regions, so of two executions one wins. A retry finds its own name in the item
 * and counts as done.
 */
export async function bumpEpoch(
  bumping: { readonly state: Pick<RegionStateTable, 'read' | 'change'>; readonly clock: Clock },
  { order, execution }: OrderedStage,
): Promise<Bump> {
  const { state, clock } = bumping;
  const { epoch, fromRegion, toRegion } = order;
  await state.change({
    kind: 'fail_over',
    epoch,
    toRegion,
    execution,
    at: spanFrom(clock.nowMs()),
    isAutomatic: true,
  });
  const standing = standingOf(order, execution, await state.read());
  const isOurs = standing === 'in_force';
  return {
    outcome: isOurs ? 'bumped' : 'superseded',
    recovery: { epoch: epoch + 1, fromRegion, toRegion },
    bumpedAtMs: clock.nowMs(),
    text: isOurs ? `epoch ${epoch + 1}: ${toRegion} is active` : `epoch ${epoch} was ended by another execution`,
  };
}
