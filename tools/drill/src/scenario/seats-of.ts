import type { LocalCloud } from '@redoubt/local-cloud';
import { DrillError } from '../drill-error.ts';
import { waitUntil } from '../wait-until.ts';
import type { Seats } from './drill-run.ts';

/** The failover service seeds the region state right after its deployment. */
const seededMsMax = 10_000;

/** Who is active and who would take over, as the platform itself says. @throws DrillError `unexpected_answer` */
export async function seatsOf(cloud: LocalCloud, signal: AbortSignal): Promise<Seats> {
  const seats = await waitUntil(
    async () => {
      const { regionState, regions } = await cloud.status();
      const surviving = regions.find(({ region }) => region !== regionState?.activeRegion);
      if (regionState === undefined || surviving === undefined) return undefined;
      return { lost: regionState.activeRegion, surviving: surviving.region, epoch: regionState.epoch };
    },
    { limitMs: seededMsMax, everyMs: 100, signal },
  );
  if (seats !== undefined) return seats;
  throw new DrillError(
    'unexpected_answer',
    `no region became active within ${seededMsMax / 1000} s; see ${cloud.dataDir}`,
  );
}
