import type { FailoverMachine } from '../adapters/failover-machine.ts';
import type { FailoverRecords } from '../adapters/failover-records.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { type Decision, decideFailover } from '../domain/decide-failover.ts';
import { type Detection, nothingSeen, observe } from '../domain/detection.ts';
import type { DetectionPolicy } from '../domain/detection-policy.ts';
import { type Eyes, lookAtRegion } from './look-at-region.ts';

export interface Watch {
  readonly region: string;
  readonly policy: DetectionPolicy;
  readonly state: Pick<RegionStateTable, 'read'>;
  readonly eyes: Eyes;
  readonly machine: Pick<FailoverMachine, 'start'>;
  /** Where a drill's faults are read; undefined in an environment that is not labelled for drills. */
  readonly drills: Pick<FailoverRecords, 'readFaults'> | undefined;
}

/** A watcher's knowledge from earlier looks, and the epoch it belongs to. */
export interface WatchMemory {
  readonly epoch: number;
  readonly detection: Detection;
}

/** Result of one look. */
export type WatchStep =
  | { readonly kind: 'active' } // this region is the active one: there is nobody to watch
  | { readonly kind: 'watched'; readonly decision: Exclude<Decision, { kind: 'fail_over' }> }
  | {
      readonly kind: 'ordered';
      readonly start: 'started' | 'already_started';
      readonly decision: Extract<Decision, { kind: 'fail_over' }>;
    };

/** Nothing seen under any epoch. */
export const blankMemory: WatchMemory = { epoch: 0, detection: nothingSeen };

/**
 * Looks once at the active region and orders a failover when the policy says so.
 *
 * Who is active is read first at each look: after a failover the same function in the restored region watches the new
 * active one, and in the new active region it watches nobody.
 */
export async function watchRegion(
  watch: Watch,
  memory: WatchMemory,
): Promise<{ readonly step: WatchStep; readonly memory: WatchMemory }> {
  const { epoch, activeRegion } = await watch.state.read();
  if (activeRegion === watch.region) return { step: { kind: 'active' }, memory: blankMemory };
  const before = memory.epoch === epoch ? memory.detection : nothingSeen;
  const observation = await lookAtRegion(watch.eyes, { region: watch.region, activeRegion, epoch });
  const detection = observe(before, observation, watch.policy);
  const decision = decideFailover(detection, watch.policy);
  const next = { epoch, detection };
  if (decision.kind !== 'fail_over') return { step: { kind: 'watched', decision }, memory: next };
  const start = await watch.machine.start({
    epoch,
    fromRegion: activeRegion,
    toRegion: watch.region,
    attempt: 1,
    evidence: decision.evidence,
    faults: (await watch.drills?.readFaults()) ?? { skipRecover: false },
  });
  return { step: { kind: 'ordered', start, decision }, memory: next };
}
