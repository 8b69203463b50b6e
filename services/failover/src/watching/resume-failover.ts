import type { FailoverMachine } from '../adapters/failover-machine.ts';
import type { FailoverRecords } from '../adapters/failover-records.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { evidenceOf } from '../domain/failover-report.ts';

/** Attempts at one epoch before only a person tries again. */
const attemptsMax = 5;

/**
 * Takes up a failover that stopped half way in this region: every stage may be done again.
 *
 * @returns which attempt was started, or undefined when there is nothing to take up
 */
export async function resumeFailover(resumption: {
  readonly region: string;
  readonly peerRegion: string;
  readonly state: Pick<RegionStateTable, 'read'>;
  readonly records: Pick<FailoverRecords, 'readReport'>;
  readonly machine: Pick<FailoverMachine, 'start'>;
}): Promise<number | undefined> {
  const { epoch, activeRegion } = await resumption.state.read();
  if (activeRegion !== resumption.region) return undefined;
  const report = await resumption.records.readReport(epoch);
  if (report?.outcome !== 'stopped' || report.attempt >= attemptsMax) return undefined;
  const attempt = report.attempt + 1;
  await resumption.machine.start({
    epoch: epoch - 1,
    fromRegion: resumption.peerRegion,
    toRegion: resumption.region,
    attempt,
    evidence: evidenceOf(report, Date.parse),
    faults: report.faults,
  });
  return attempt;
}
