import type { GlobalDatabase } from '../adapters/global-database.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { confirmAssessment, isOrderFresh } from '../domain/confirm-assessment.ts';
import { decideDuty } from '../domain/decide-duty.ts';
import type { ActingPolicy } from '../domain/detection-policy.ts';
import { epochOf } from '../domain/failover-order.ts';
import type { OrderedStage } from '../domain/stage-input.ts';
import { type GatherObstaclesDependencies, gatherObstacles } from '../watching/gather-obstacles.ts';
import { observeRegion, type SignalSources } from '../watching/observe-region.ts';

export interface ConfirmOrderDependencies extends GatherObstaclesDependencies {
  readonly state: Pick<RegionStateTable, 'read'>;
  readonly sources: SignalSources;
  readonly database: Pick<GlobalDatabase, 'own'>;
  readonly acting: ActingPolicy;
}

export interface Confirmation {
  readonly outcome: 'confirmed' | 'stood_down' | 'superseded';
  readonly text: string;
}

/** Decides once more, in another function, before anything is changed; the last moment at which standing down is free. */
export async function confirmOrder(
  confirming: ConfirmOrderDependencies,
  { order, execution }: OrderedStage,
): Promise<Confirmation> {
  const { region, acting, sources } = confirming;
  const state = await confirming.state.read();
  const isBegun = state.epoch === epochOf(order) && state.activeRegion === order.toRegion;
  // A retry after the epoch was begun finds its own name; what is resumed was begun by anybody.
  if (isBegun && (order.kind === 'resume' || state.by === execution)) {
    return { outcome: 'confirmed', text: `epoch ${state.epoch} is this region's: going on` };
  }
  if (state.epoch !== order.epoch || order.kind === 'resume') {
    return { outcome: 'superseded', text: `epoch ${order.epoch} has ended without this order` };
  }
  const { ordered } = order;
  const isOrdered = ordered !== undefined;
  if (isOrdered && !isOrderFresh(ordered, sources.clock.nowMs())) {
    return {
      outcome: 'stood_down',
      text: `the order of ${ordered.by} is too old (${ordered.at}): nothing was changed`,
    };
  }
  const own = confirming.database.own();
  const [assessment, database, obstacles] = await Promise.all([
    // An order needs no evidence: the region may well answer.
    isOrdered ? ({ kind: 'well' } as const) : observeRegion(sources, state).then((it) => confirmAssessment(order, it)),
    own,
    order.kind === 'fail_over'
      ? gatherObstacles(confirming, state, { database: own, isForced: ordered?.isForced ?? false })
      : [],
  ]);
  const duty = decideDuty(
    { region, nowMs: sources.clock.nowMs(), state, assessment, database, obstacles, isHeld: false, isOrdered },
    acting,
  );
  if (duty.kind === order.kind) {
    const why = isOrdered ? `ordered by ${ordered.by}: ${ordered.reason}` : 'due';
    return { outcome: 'confirmed', text: `${order.kind} from ${order.fromRegion} is ${why}` };
  }
  const why = duty.kind === 'blocked' ? duty.obstacles.join(', ') : duty.kind;
  return { outcome: 'stood_down', text: `${order.kind} is not due any more (${why}): nothing was changed` };
}
