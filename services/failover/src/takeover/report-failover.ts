import type { FailoverReport } from '@redoubt/contracts';
import type { Announcer } from '../adapters/announcer.ts';
import type { FailoverRecords } from '../adapters/failover-records.ts';
import type { FailoverOrder } from '../domain/failover-order.ts';
import { reportOf } from '../domain/failover-report.ts';
import type { Progress } from '../domain/stage-outcomes.ts';

/** Keeps what was seen, done and achieved, and tells people that it is over, or stopped. */
export async function reportFailover(
  reporting: { readonly records: Pick<FailoverRecords, 'putReport'>; readonly announcer: Pick<Announcer, 'tell'> },
  run: { readonly order: FailoverOrder; readonly execution: string; readonly progress: Progress },
): Promise<FailoverReport> {
  const report = reportOf({ ...run, textOf: (atMs) => new Date(atMs).toISOString(), msOf: Date.parse });
  await reporting.records.putReport(report);
  await reporting.announcer.tell({
    subject: `Failover ${report.outcome}: ${report.fromRegion} to ${report.toRegion}`,
    text: summaryOf(report),
  });
  return report;
}

function summaryOf(report: FailoverReport): string {
  return [
    `${report.execution}, attempt ${report.attempt}, epoch ${report.epoch}`,
    ...(report.stoppedBecause === undefined ? [] : [`stopped because ${report.stoppedBecause}`]),
    ...(report.faults.skipRecover ? ['a drill had asked to leave recovery out'] : []),
    `decided by ${report.signals.join(', ')} after ${report.achieved.decidedMs} ms`,
    ...report.stages.map(({ stage, endedAt, text }) => `${endedAt} ${stage}: ${text}`),
    ...(report.achieved.postedMs === undefined ? [] : [`first payment posted after ${report.achieved.postedMs} ms`]),
    `the whole report is item ${report.pk} of the region-state table`,
  ].join('\n');
}
