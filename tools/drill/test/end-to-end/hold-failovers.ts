import type { LocalCloud } from '@redoubt/local-cloud';
import { RegionStateRecords } from '../../src/course/region-state-records.ts';

/**
 * Holds automatic failovers, so that a busy machine moves no region in a test about something else.
 *
 * @param region one that stays alive
 * @returns lets them begin again
 */
export async function holdFailovers(cloud: LocalCloud, region: string): Promise<() => Promise<void>> {
  const plant = async (hold: boolean): Promise<void> => {
    using records = new RegionStateRecords(cloud.awsEndpoint(region), (await cloud.status()).suffix);
    const faults = { skipRecover: false, hold };
    await records.plantFaults(faults);
  };
  await plant(true);
  return () => plant(false);
}
