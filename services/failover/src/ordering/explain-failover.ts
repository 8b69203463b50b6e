import type { ExplainedFailover, FailoverMode } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { GlobalDatabase } from '../adapters/global-database.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import type { SignalItems } from '../adapters/signal-items.ts';
import { obstaclesIn } from '../domain/plan-order.ts';
import { type GatherObstaclesDependencies, gatherGrounds } from '../watching/gather-obstacles.ts';

export interface ExplainFailoverDependencies extends GatherObstaclesDependencies {
  readonly state: Pick<RegionStateTable, 'read'>;
  readonly signals: Pick<SignalItems, 'readReplicaMark' | 'readWatchView'>;
  readonly database: Pick<GlobalDatabase, 'own'>;
  readonly clock: Clock;
  readonly failoverMode: FailoverMode;
}

/** Explains what this region's watcher sees, and whether the region could take over now. Changes nothing. */
export async function explainFailover(explaining: ExplainFailoverDependencies): Promise<ExplainedFailover> {
  const { region, signals, clock, failoverMode } = explaining;
  const [state, view] = await Promise.all([explaining.state.read(), signals.readWatchView(region)]);
  const answer = {
    region,
    now: new Date(clock.nowMs()).toISOString(),
    failoverMode,
    state,
    ...(view === undefined ? {} : { view }),
  };
  if (state.activeRegion === region) return { ...answer, obstacles: [] };
  const grounds = await gatherGrounds(explaining, state, explaining.database.own());
  const { mark } = grounds;
  return {
    ...answer,
    obstacles: obstaclesIn(grounds),
    ...(mark === undefined ? {} : { replicatedUpTo: mark.replicatedUpTo }),
  };
}
