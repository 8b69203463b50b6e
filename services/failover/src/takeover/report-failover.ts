import type { FailoverReport } from '@redoubt/contracts';
import type { Announcer } from '../adapters/announcer.ts';
import type { FailoverRecords } from '../adapters/failover-records.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { epochOf, type FailoverOrder } from '../domain/failover-order.ts';
import { reportOf } from '../domain/failover-report.ts';
import type { Progress } from '../domain/stage-outcomes.ts';

export interface ReportFailoverDependencies {
  readonly state: Pick<RegionStateTable, 'read'>;
  readonly records: Pick<FailoverRecords, 'putReport' | 'readEvidence' | 'readFaults'>;
  readonly announcer: Pick<Announcer, 'tell'>;
  readonly isDrill: boolean;
}

/**
 * Keeps the report on an epoch and announces that it is over, or stopped. Nothing reads the report to decide anything.
 *
 * @returns undefined when the epoch has ended meanwhile, or was never begun: there is nothing to report on
 */
export async function reportFailover(
  { state, records, announcer, isDrill }: ReportFailoverDependencies,
  run: { readonly order: FailoverOrder; readonly execution: string; readonly progress: Progress },
): Promise<FailoverReport | undefined> {
  const current = await state.read();
  if (current.epoch !== epochOf(run.order) || current.activeRegion !== run.order.toRegion) return undefined;
  // A watcher may have decided at the same moment and left its evidence: the epoch began on the order all the same.
  const isOrdered = current.decision?.how === 'ordered';
  const evidence = isOrdered ? undefined : (run.order.evidence ?? (await records.readEvidence(current.epoch)));
  const skipRecover = isDrill && (await records.readFaults()).skipRecover;
  const report = reportOf({ ...run, state: current, evidence, skipRecover });
  await records.putReport(report);
  await announcer.tell({
    subject: `Failover ${report.outcome}: ${report.fromRegion} to ${report.toRegion}`,
    text: summaryOf(report),
  });
  return report;
}

function decisionIn({ decision, signals, achieved }: FailoverReport): string {
  if (decision !== undefined) return `${decision.how} by ${decision.by}: ${decision.reason}`;
  return `decided by ${signals.join(', ') || 'a hand-back'} after ${achieved.decidedMs} ms`;
}

function summaryOf(report: FailoverReport): string {
  return [
    `${report.execution}, attempt ${report.attempt}, epoch ${report.epoch}`,
    ...(report.stoppedBecause === undefined ? [] : [`stopped because ${report.stoppedBecause}`]),
    ...(report.faults.skipRecover ? ['a drill had asked to leave recovery out'] : []),
    decisionIn(report),
    ...report.stages.map(({ stage, endedAt, text }) => `${endedAt} ${stage}: ${text}`),
    ...(report.achieved.postedMs === undefined ? [] : [`first payment posted after ${report.achieved.postedMs} ms`]),
    `the whole report is item ${report.pk} of the region-state table`,
  ].join('\n');
}
