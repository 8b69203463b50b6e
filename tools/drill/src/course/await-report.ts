import type { FailoverReport } from '@redoubt/contracts';
import { waitUntil } from '../wait-until.ts';
import type { DrillRun } from './drill-run.ts';
import type { RegionStateRecords } from './region-state-records.ts';

/** The first epoch of a deployment began without a failover. */
const firstEpoch = 1;

/** The report follows the canary payment, in milliseconds; a client's figures do not need it. */
const reportMsMax = 20_000;

/**
 * Waits for the platform's own report on the failover that began an epoch, and puts its stages on the timeline.
 *
 * @returns `undefined` when there is none
 */
export async function awaitReport(
  records: RegionStateRecords,
  epoch: number,
  { clock, timeline, signal }: Pick<DrillRun, 'clock' | 'timeline' | 'signal'>,
): Promise<FailoverReport | undefined> {
  if (epoch === firstEpoch) return undefined;
  const report = await waitUntil(() => records.readReport(epoch), { limitMs: reportMsMax, everyMs: 200, signal });
  if (report === undefined) {
    timeline.add('failover', `no report on epoch ${epoch} within ${reportMsMax / 1000} s`);
    return undefined;
  }
  const region = report.toRegion;
  timeline.add('detect', `decided to fail over: ${report.signals.join(' and ')} down`, {
    region,
    atMs: clock.atOf(report.decidedAt),
  });
  for (const { stage, text, endedAt } of report.stages) {
    timeline.add('failover', `${stage}: ${text}`, { region, atMs: clock.atOf(endedAt) });
  }
  return report;
}

/** Time between the beginning and the end of the recovery stage, in milliseconds. */
export function recoveryMsOf({ stages }: Pick<FailoverReport, 'stages'>): number | undefined {
  const stage = stages.find(({ stage }) => stage === 'recover-services');
  return stage === undefined ? undefined : Date.parse(stage.endedAt) - Date.parse(stage.startedAt);
}
