import type { RegionStateTable } from '../adapters/region-state-table.ts';
import type { SignsOfLife } from '../adapters/signs-of-life.ts';
import type { Clock } from '../clock.ts';

/**
 * Gives a sign of life if this region is the active one.
 *
 * The table is written by a quorum of regions, so a region that is cut off falls silent by itself; one that came back
 * finds another active and stays silent.
 */
export async function renewHeartbeat(beat: {
  readonly state: Pick<RegionStateTable, 'read'>;
  readonly signs: Pick<SignsOfLife, 'renewHeartbeat'>;
  readonly region: string;
  readonly clock: Clock;
}): Promise<'renewed' | 'standby'> {
  const { epoch, activeRegion } = await beat.state.read();
  if (activeRegion !== beat.region) return 'standby';
  const at = new Date(beat.clock.nowMs()).toISOString();
  await beat.signs.renewHeartbeat({
    region: beat.region,
    epoch,
    at,
    booking: { status: 'unknown', since: at, oldestUnbookedMs: 0 },
  });
  return 'renewed';
}
