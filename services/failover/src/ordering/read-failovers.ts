import type { FailoversRead } from '@redoubt/contracts';
import type { FailoverRecords } from '../adapters/failover-records.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';

export interface ReadFailoversDependencies {
  readonly state: Pick<RegionStateTable, 'read'>;
  readonly records: Pick<FailoverRecords, 'readReport'>;
}

/** Reads the region state, and the reports on one epoch or on the last ones, newest first. */
export async function readFailovers(
  { state, records }: ReadFailoversDependencies,
  { epoch, limit }: { readonly epoch?: number | undefined; readonly limit: number },
): Promise<FailoversRead> {
  const current = await state.read();
  const reports = await Promise.all(epochsToRead(current.epoch, { epoch, limit }).map((it) => records.readReport(it)));
  return { state: current, reports: reports.filter((report) => report !== undefined) };
}

/** Epoch 1 was seeded: no failover began it. */
function epochsToRead(
  last: number,
  { epoch, limit }: { readonly epoch?: number | undefined; readonly limit: number },
): readonly number[] {
  if (epoch !== undefined) return [epoch];
  return Array.from({ length: Math.min(limit, last - 1) }, (_, back) => last - back);
}
