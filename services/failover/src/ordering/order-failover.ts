import type { OrderedFailover, PersonsWord } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { FailoverMachine } from '../adapters/failover-machine.ts';
import type { GlobalDatabase } from '../adapters/global-database.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { planOrder } from '../domain/plan-order.ts';
import { type GatherObstaclesDependencies, gatherGrounds } from '../watching/gather-obstacles.ts';

export interface OrderFailoverDependencies extends GatherObstaclesDependencies {
  readonly state: Pick<RegionStateTable, 'read'>;
  readonly database: Pick<GlobalDatabase, 'own'>;
  readonly machine: Pick<FailoverMachine, 'start'>;
  readonly clock: Clock;
}

/** A person's request for a failover into this region. */
export interface FailoverRequest extends Omit<PersonsWord, 'at'> {
  readonly isForced: boolean;
  readonly isDryRun: boolean;
}

/**
 * Orders a failover into this region, away from one that may still answer.
 *
 * Nothing is changed here: the state machine is started, which checks the same again. A dry run does not start it.
 */
export async function orderFailover(
  ordering: OrderFailoverDependencies,
  { by, reason, isForced, isDryRun }: FailoverRequest,
): Promise<OrderedFailover> {
  const { region, clock } = ordering;
  const state = await ordering.state.read();
  const grounds = await gatherGrounds(ordering, state, ordering.database.own());
  const nowMs = clock.nowMs();
  const plan = planOrder({ region, nowMs, state, grounds });
  const { mark } = grounds;
  const answer = { ...plan, ...(mark === undefined ? {} : { replicatedUpTo: mark.replicatedUpTo }) };
  if (isDryRun) return { ...answer, outcome: 'planned' };
  if (plan.obstacles.some(({ isForceable }) => !(isForced && isForceable))) return { ...answer, outcome: 'refused' };
  const { kind, fromRegion, toRegion } = plan;
  const ordered = { by, reason, at: new Date(nowMs).toISOString(), isForced };
  const outcome = await ordering.machine.start({ kind, epoch: state.epoch, fromRegion, toRegion, ordered }, nowMs);
  return { ...answer, outcome };
}
