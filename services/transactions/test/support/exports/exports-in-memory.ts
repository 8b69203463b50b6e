import { FaultError } from '@redoubt/lambda-kit';
import type { ExportJob } from '../../../src/exporting/export-job.ts';
import type { ExportStore } from '../../../src/exporting/export-store.ts';

/** Exports as the table keeps them. */
export class ExportsInMemory implements ExportStore {
  readonly jobs = new Map<string, ExportJob>();
  /** While it is true, no answer comes and nothing is written. */
  isUnreachable = false;

  async add(job: ExportJob): Promise<{ readonly isNew: boolean; readonly stored: ExportJob }> {
    const known = await this.ofId(job);
    if (known === undefined) this.jobs.set(keyOf(job), job);
    return { isNew: known === undefined, stored: known ?? job };
  }

  async ofId(job: Pick<ExportJob, 'merchantId' | 'exportId'>): Promise<ExportJob | undefined> {
    if (this.isUnreachable) throw new FaultError('store_unreachable', 'said by the test');
    return this.jobs.get(keyOf(job));
  }

  async underWay(merchantId: string): Promise<number> {
    return [...this.jobs.values()].filter((job) => job.merchantId === merchantId && job.status === 'pending').length;
  }

  async due(now: Date, batchMax: number): Promise<readonly ExportJob[]> {
    return [...this.jobs.values()]
      .filter(({ dueAt }) => dueAt <= now.toISOString())
      .sort((left, right) => left.dueAt.localeCompare(right.dueAt))
      .slice(0, batchMax);
  }

  async replace(known: ExportJob, job: ExportJob): Promise<boolean> {
    if (!this.#isUnmoved(known)) return false;
    this.jobs.set(keyOf(job), job);
    return true;
  }

  async remove(known: ExportJob): Promise<boolean> {
    return this.#isUnmoved(known) && this.jobs.delete(keyOf(known));
  }

  #isUnmoved(known: ExportJob): boolean {
    const stored = this.jobs.get(keyOf(known));
    return stored?.dueAt === known.dueAt && stored.status === known.status;
  }
}

function keyOf({ merchantId, exportId }: Pick<ExportJob, 'merchantId' | 'exportId'>): string {
  return `${merchantId} ${exportId}`;
}
