import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { decideFailover } from '../domain/decide-failover.ts';
import { observe, observeAll } from '../domain/detection.ts';
import type { DetectionPolicy } from '../domain/detection-policy.ts';
import { standingOf } from '../domain/order-standing.ts';
import type { OrderedStage } from '../domain/stage-input.ts';
import { type Eyes, lookAtRegion } from '../watching/look-at-region.ts';

/** Longest pause between the watcher's last look and this one, in milliseconds: the start of an execution lies between. */
const handoverMsMax = 60_000;

export interface Confirmation {
  readonly outcome: 'confirmed' | 'stood_down' | 'superseded';
  readonly text: string;
}

/**
 * Looks once more, from another function, before anything is changed; the last moment at which standing down is free.
 */
export async function confirmFailure(
  confirming: {
    readonly state: Pick<RegionStateTable, 'read'>;
    readonly eyes: Eyes;
    readonly policy: DetectionPolicy;
  },
  { order, execution }: OrderedStage,
): Promise<Confirmation> {
  const standing = standingOf(order, execution, await confirming.state.read());
  if (standing === 'void') return { outcome: 'superseded', text: `epoch ${order.epoch} has ended without this order` };
  if (standing === 'in_force') return { outcome: 'confirmed', text: `epoch ${order.epoch + 1} has begun: going on` };
  const { policy, eyes } = confirming;
  const seen = observeAll(order.evidence.observations, policy);
  const look = await lookAtRegion(eyes, {
    region: order.toRegion,
    activeRegion: order.fromRegion,
    epoch: order.epoch,
  });
  const decision = decideFailover(observe(seen, look, { ...policy, gapMsMax: handoverMsMax }), policy);
  switch (decision.kind) {
    case 'fail_over':
      return {
        outcome: 'confirmed',
        text: `${order.fromRegion} is still down by ${decision.evidence.signals.join(', ')}`,
      };
    case 'wait':
      return { outcome: 'stood_down', text: `${order.fromRegion} has come back: nothing was changed` };
    case 'blocked':
      return { outcome: 'stood_down', text: `${order.toRegion} can not take over: ${decision.obstacle}` };
  }
}
