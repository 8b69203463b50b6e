import { FaultError, type RegionLease } from '@redoubt/lambda-kit';
import { type ExportJob, exportDaysKept, type FailureReason, type PendingExport } from './export-job.ts';
import type { ExportStore } from './export-store.ts';
import { type WriteExportDependencies, writeExport } from './write-export.ts';

/** How long a step may take before somebody else takes the export, in milliseconds: a call of the function is over by then. */
const claimMs = 120_000;

/** Pause after a fault of the world, in milliseconds. */
const faultPauseMs = 5_000;

/** Steps in a row that may fail for a mistake of ours before the export has failed. */
export const failuresMax = 5;

/** Exports that are looked at in one pass. */
const batchMax = 10;

const dayMs = 86_400_000;

export interface WorkOffExportsDependencies extends WriteExportDependencies {
  readonly exports: Pick<ExportStore, 'due' | 'replace' | 'remove'>;
  readonly lease: Pick<RegionLease, 'current'>;
  readonly now: () => Date;
  readonly isTimeLeft: () => boolean;
  readonly onFailure: (error: unknown, facts: Readonly<Record<string, unknown>>) => void;
}

/** Outcome of a pass. */
export interface ExportPass {
  readonly steps: number;
  readonly ready: number;
  readonly failed: number;
  readonly removed: number;
  /** How long the oldest export has been under way, in milliseconds; 0 when there was none. */
  readonly oldestMs: number;
}

/**
 * Takes each export that is due one step further, the longest due first, so that a long one holds up no other for longer than a step.
 *
 * Works where the region is active and its ledger is complete alone. Whoever takes an export moves its time first: of two that take it
 * one does, and of one that died the next goes on after two minutes.
 *
 * @throws FaultError `store_unreachable`, `region_state_unreachable`
 */
export async function workOffExports(dependencies: WorkOffExportsDependencies): Promise<ExportPass> {
  const { exports, lease, now, isTimeLeft } = dependencies;
  const pass = { steps: 0, ready: 0, failed: 0, removed: 0, oldestMs: 0 };
  if (!(await lease.current()).canChange) return pass;
  for (const job of await exports.due(now(), batchMax)) {
    if (!isTimeLeft()) return pass;
    if (job.status !== 'pending') {
      if (await exports.remove(job)) pass.removed += 1;
      continue;
    }
    pass.oldestMs = Math.max(pass.oldestMs, now().getTime() - Date.parse(job.pendingSince));
    // As it is now: a pass over many exports takes longer than a lease.
    const { canChange, epoch } = await lease.current();
    if (!canChange) return pass;
    const taken: PendingExport = { ...job, dueAt: later(now(), claimMs) };
    if (!(await exports.replace(job, taken))) continue;
    const next = await stepOf(taken, epoch, dependencies);
    pass.steps += 1;
    if (!(await exports.replace(taken, next))) continue;
    if (next.status === 'ready') pass.ready += 1;
    if (next.status === 'failed') pass.failed += 1;
  }
  return pass;
}

async function stepOf(job: PendingExport, epoch: number, dependencies: WorkOffExportsDependencies): Promise<ExportJob> {
  const { now, onFailure } = dependencies;
  try {
    const step = await writeExport(job, epoch, dependencies);
    switch (step.outcome) {
      case 'progressed':
        return { ...job, progress: step.progress, failures: 0, dueAt: now().toISOString() };
      case 'finished': {
        const { progress: _, failures: __, pendingSince: ___, ...asked } = job;
        return {
          ...asked,
          status: 'ready',
          epoch,
          rows: step.rows,
          bytes: step.bytes,
          dueAt: later(now(), exportDaysKept * dayMs),
        };
      }
      case 'too_large':
        return failedBy(job, 'export_too_large', now());
    }
  } catch (error) {
    onFailure(error, { exportId: job.exportId });
    if (error instanceof FaultError) return { ...job, dueAt: later(now(), faultPauseMs) };
    const failures = job.failures + 1;
    if (failures >= failuresMax) return failedBy(job, 'export_not_written', now());
    return { ...job, failures, dueAt: later(now(), faultPauseMs) };
  }
}

function failedBy(job: PendingExport, reason: FailureReason, now: Date): ExportJob {
  const { progress: _, failures: __, pendingSince: ___, ...asked } = job;
  return { ...asked, status: 'failed', reason, dueAt: later(now, exportDaysKept * dayMs) };
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
