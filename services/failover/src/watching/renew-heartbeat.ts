import type { Heartbeat, RegionState } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { SignalItems } from '../adapters/signal-items.ts';

export interface RenewHeartbeatDependencies {
  readonly signals: Pick<SignalItems, 'putHeartbeat'>;
  readonly region: string;
  readonly clock: Clock;
}

/**
 * Gives a sign of life if this region is the active one.
 *
 * The table is written by a quorum of regions, so a region that is cut off falls silent by itself; one that came back
 * finds another active and stays silent.
 */
export async function renewHeartbeat(
  { signals, region, clock }: RenewHeartbeatDependencies,
  { epoch, activeRegion }: Pick<RegionState, 'epoch' | 'activeRegion'>,
  booking: Heartbeat['booking'] | undefined,
): Promise<'renewed' | 'standby'> {
  if (activeRegion !== region) return 'standby';
  const at = new Date(clock.nowMs()).toISOString();
  const unknown = { status: 'unknown', since: at, oldestUnbookedMs: 0 } as const;
  await signals.putHeartbeat({ region, epoch, at, booking: booking ?? unknown });
  return 'renewed';
}
