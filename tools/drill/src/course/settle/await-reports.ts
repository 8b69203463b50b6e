import type { FailoverReport } from '@redoubt/contracts';
import { waitUntil } from '../../wait-until.ts';
import type { DrillRun } from '../drill-run.ts';
import type { RegionStateRecords } from '../region-state-records.ts';

/** The report follows the canary payment, in milliseconds; a client's figures do not need it. */
const reportMsMax = 20_000;

/**
 * Waits for the platform's own reports on the epochs that began after one, and puts their stages on the timeline.
 *
 * Only the last is waited for: a takeover that another one ended writes none.
 */
export async function awaitReports(
  records: RegionStateRecords,
  { after, last }: { readonly after: number; readonly last: number },
  { clock, timeline, signal }: Pick<DrillRun, 'clock' | 'timeline' | 'signal'>,
): Promise<readonly FailoverReport[]> {
  const reports: FailoverReport[] = [];
  for (let epoch = after + 1; epoch <= last; epoch++) {
    const limitMs = epoch === last ? reportMsMax : 0;
    const report = await waitUntil(() => records.readReport(epoch), { limitMs, everyMs: 200, signal });
    if (report === undefined) {
      timeline.add('failover', `no report on epoch ${epoch}`);
      continue;
    }
    reports.push(report);
    const region = report.toRegion;
    const { decision, signals } = report;
    const why = decision === undefined ? `${signals.join(' and ')} down` : `${decision.how} by ${decision.by}`;
    timeline.add('detect', `decided to begin epoch ${epoch}: ${why}`, {
      region,
      atMs: clock.atOf(report.decidedAt),
    });
    for (const { stage, text, endedAt } of report.stages) {
      timeline.add('failover', `${stage}: ${text}`, { region, atMs: clock.atOf(endedAt) });
    }
  }
  return reports;
}

/**
 * Time from the beginning of the recovery until everything was booked and changes were taken, in milliseconds; none of a stage that
 * ran again after an earlier attempt had recovered all.
 */
export function recoveryMsOf({
  stages,
  recoveredAt,
}: Pick<FailoverReport, 'stages' | 'recoveredAt'>): number | undefined {
  const stage = stages.find(({ stage }) => stage === 'recover-services');
  if (stage === undefined || recoveredAt === undefined) return undefined;
  const tookMs = Date.parse(recoveredAt) - Date.parse(stage.startedAt);
  return tookMs < 0 ? undefined : tookMs;
}
