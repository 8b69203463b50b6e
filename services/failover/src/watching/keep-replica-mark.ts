import type { RegionState } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { GlobalDatabase } from '../adapters/global-database.ts';
import type { SignalItems } from '../adapters/signal-items.ts';

export interface KeepReplicaMarkDependencies {
  readonly region: string;
  readonly database: Pick<GlobalDatabase, 'own' | 'lag'>;
  readonly signals: Pick<SignalItems, 'putReplicaMark'>;
  readonly clock: Clock;
}

/**
 * Records up to when this region's replica has everything: a takeover needs it, and the journal forgets nothing after it.
 *
 * Only a stable state counts. While roles change, the old writer's membership looks like a replica's.
 */
export async function keepReplicaMark(
  { region, database, signals, clock }: KeepReplicaMarkDependencies,
  { epoch, mode, activeRegion }: Pick<RegionState, 'epoch' | 'mode' | 'activeRegion'>,
): Promise<'kept' | 'unstable'> {
  if (mode !== 'open' || activeRegion === region) return 'unstable';
  const nowMs = clock.nowMs();
  const [{ role, isConnected, isInTransition }, lag] = await Promise.all([database.own(), database.lag(nowMs)]);
  if (role !== 'replica' || !isConnected || isInTransition || lag === undefined) return 'unstable';
  const replicatedUpTo = new Date(lag.measuredAtMs - lag.lagMs).toISOString();
  await signals.putReplicaMark({ region, epoch, at: new Date(nowMs).toISOString(), replicatedUpTo });
  return 'kept';
}
