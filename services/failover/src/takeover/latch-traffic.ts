import type { RecoveryRequest } from '@redoubt/contracts';
import type { Latches } from '../adapters/latches.ts';
import type { Clock } from '../clock.ts';

/**
 * Holds traffic away from the region that was lost, also when it comes back: health checks read the latch, so no DNS
 * record changes and no control plane is needed. This region's own latch of an earlier failover comes off.
 */
export async function latchTraffic(
  latching: { readonly latches: Pick<Latches, 'set' | 'releaseOlderThan'>; readonly clock: Clock },
  { epoch, fromRegion, toRegion }: RecoveryRequest,
): Promise<string> {
  const { latches, clock } = latching;
  await latches.set({ region: fromRegion, epoch, setAt: new Date(clock.nowMs()).toISOString() });
  await latches.releaseOlderThan({ region: toRegion, epoch });
  return `traffic is held away from ${fromRegion}`;
}
