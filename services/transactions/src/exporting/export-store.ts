import type { ExportJob } from './export-job.ts';

/** Exports, in a quorum of regions: a region that becomes active goes on with those of the other. */
export interface ExportStore {
  /**
   * Adds an export, unless there is one of its id.
   *
   * @throws FaultError `store_unreachable`, as all of these do
   */
  add(job: ExportJob): Promise<{ readonly isNew: boolean; readonly stored: ExportJob }>;
  /** An export of a merchant; undefined when the merchant has none of this id. */
  ofId(export_: Pick<ExportJob, 'merchantId' | 'exportId'>): Promise<ExportJob | undefined>;
  /** Number of a merchant's exports that are under way. */
  underWay(merchantId: string): Promise<number>;
  /** Exports that are due, the longest due first; one that was taken a moment ago may be among them. */
  due(now: Date, batchMax: number): Promise<readonly ExportJob[]>;
  /** Writes an export over what is known of it; false when somebody else has moved it since. */
  replace(known: ExportJob, job: ExportJob): Promise<boolean>;
  /** Removes an export; false when somebody else has moved it since. */
  remove(known: ExportJob): Promise<boolean>;
}
