import type { RecoveryRequest } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { FailoverRecords } from '../adapters/failover-records.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { epochOf } from '../domain/failover-order.ts';
import type { OrderedStage } from '../domain/stage-input.ts';
import { spanFrom } from './worker-span.ts';

export interface BeginEpochDependencies {
  readonly state: Pick<RegionStateTable, 'change'>;
  readonly records: Pick<FailoverRecords, 'putEvidence'>;
  readonly clock: Clock;
  readonly workerMs: number;
}

export interface Beginning {
  readonly outcome: 'begun' | 'superseded';
  readonly recovery: RecoveryRequest;
  readonly text: string;
}

/**
 * Begins the order's epoch, or claims the work on the one that is to be resumed. From a new epoch on, the old region's
 * writes are refused, whatever it believes.
 *
 * The write is conditional in a quorum of regions, so of two executions one wins. A retry finds its own name and counts as
 * done.
 */
export async function beginEpoch(
  { state, records, clock, workerMs }: BeginEpochDependencies,
  { order, execution }: OrderedStage,
): Promise<Beginning> {
  const { kind, epoch, fromRegion, toRegion, evidence, ordered } = order;
  const at = spanFrom(clock.nowMs(), workerMs);
  const recovery = { epoch: epochOf(order), fromRegion, toRegion };
  // For the report only: what can't be kept must not stop a failover.
  if (evidence !== undefined) await records.putEvidence(recovery.epoch, evidence).catch(() => undefined);
  const result = await state.change(
    kind === 'resume'
      ? { kind: 'claim', epoch, execution, at }
      : {
          kind,
          epoch,
          toRegion,
          execution,
          at,
          ...(ordered === undefined ? {} : { decision: { how: 'ordered', ...ordered } }),
        },
  );
  if (result.outcome === 'refused') return { outcome: 'superseded', recovery, text: result.reason };
  return { outcome: 'begun', recovery, text: `epoch ${recovery.epoch}: ${toRegion} is active` };
}
