import type { FailoverReport } from '@redoubt/contracts';
import type { DrillClock } from '../clock.ts';
import type { Timeline } from '../report/timeline.ts';
import { waitUntil } from '../wait-until.ts';
import type { RegionStateRecords } from './region-state-records.ts';

/** The report comes after the canary, which comes after everything a client waits for. */
const reportMsMax = 20_000;

/**
 * Waits for the platform's own report on the failover and puts its stages on the timeline, at their moments.
 *
 * @returns the report, or `undefined` when none came; what a client saw is judged all the same.
 */
export async function awaitReport(
  records: RegionStateRecords,
  epoch: number,
  {
    clock,
    timeline,
    signal,
  }: { readonly clock: DrillClock; readonly timeline: Timeline; readonly signal: AbortSignal },
): Promise<FailoverReport | undefined> {
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
