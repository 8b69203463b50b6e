import type { RegionState } from '@redoubt/contracts';
import type { FailoverMachine } from '../adapters/failover-machine.ts';
import type { FailoverRecords } from '../adapters/failover-records.ts';
import type { GlobalDatabase } from '../adapters/global-database.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { type Assessment, assessRegion } from '../domain/assess-region.ts';
import { type Duty, decideDuty, type LastOrder, type Situation } from '../domain/decide-duty.ts';
import { type Detection, isSteady, nothingSeen, observe } from '../domain/detection.ts';
import type { ActingPolicy, DetectionPolicy } from '../domain/detection-policy.ts';
import type { FailoverOrder } from '../domain/failover-order.ts';
import type { OwnDatabase } from '../domain/promotability.ts';
import { type GatherObstaclesDependencies, gatherObstacles } from './gather-obstacles.ts';
import { askApproval, withdrawQuestion } from './keep-question.ts';
import { observeRegion, type SignalSources } from './observe-region.ts';

export interface WatchRegionDependencies extends GatherObstaclesDependencies {
  readonly peerRegion: string;
  readonly policy: DetectionPolicy;
  readonly acting: ActingPolicy;
  readonly state: Pick<RegionStateTable, 'read' | 'change'>;
  readonly sources: SignalSources;
  readonly database: Pick<GlobalDatabase, 'own'>;
  readonly machine: Pick<FailoverMachine, 'start'>;
  /** Where a drill's faults are read; undefined in an environment that is not labelled for drills. */
  readonly drills: Pick<FailoverRecords, 'readFaults'> | undefined;
}

/** One observation of a region, and what it led to. */
export interface WatchStep {
  readonly state: RegionState;
  readonly assessment: Assessment;
  readonly duty: Duty;
  readonly start?: 'started' | 'already_started';
  /** For the next step. */
  readonly detection: Detection;
  readonly lastOrder: LastOrder | undefined;
}

const unknownDatabase: OwnDatabase = { role: 'none', isAvailable: false, isInTransition: true, isConnected: false };

/**
 * Observes the active region once and does what is due: fail over, hand back, or resume a takeover.
 *
 * Who is active is read first each time: after a failover the same function in the restored region watches the new active
 * one, and in the new active region it finishes the takeover.
 */
export async function watchRegion(
  watch: WatchRegionDependencies,
  before: Detection,
  lastOrder?: LastOrder,
): Promise<WatchStep> {
  const { region, peerRegion, policy, acting, sources } = watch;
  const state = await watch.state.read();
  const isActive = state.activeRegion === region;
  const known = before.epoch === state.epoch && !isActive ? before : nothingSeen(state.epoch);
  const detection = isActive ? known : observe(known, await observeRegion(sources, state), policy);
  const assessment = assessRegion(detection);
  const duty = await findDuty(watch, { state, assessment, isSteady: isSteady(detection, policy) });
  const grounds = { assessment, detection, nowMs: sources.clock.nowMs() };
  if (duty.kind === 'request_approval') {
    const asked = await askApproval(watch, { state, ...grounds }, acting.approval);
    return { state: asked, assessment, duty, detection, lastOrder };
  }
  if (duty.kind === 'withdraw_question') {
    return { state: await withdrawQuestion(watch, state), assessment, duty, detection, lastOrder };
  }
  if (duty.kind !== 'fail_over' && duty.kind !== 'hand_back' && duty.kind !== 'resume') {
    return { state, assessment, duty, detection, lastOrder };
  }
  const order: FailoverOrder = {
    kind: duty.kind,
    epoch: state.epoch,
    fromRegion: isActive ? peerRegion : state.activeRegion,
    toRegion: region,
    ...(assessment.kind === 'failed' ? { evidence: assessment.evidence } : {}),
  };
  const atMs = sources.clock.nowMs();
  const start = await watch.machine.start(order, atMs);
  return { state, assessment, duty, detection, start, lastOrder: { epoch: state.epoch, kind: duty.kind, atMs } };

  /** Asks for costly grounds only when they matter. */
  async function findDuty(
    { drills, database }: WatchRegionDependencies,
    seen: Pick<Situation, 'state' | 'assessment' | 'isSteady'>,
  ): Promise<Duty> {
    const situation = { ...seen, region, nowMs: sources.clock.nowMs(), obstacles: [], isHeld: false, lastOrder };
    const isQuiet = seen.assessment.kind !== 'failed' && seen.state.mode === 'open';
    const own = isActive || isQuiet ? unknownDatabase : await database.own();
    const duty = decideDuty({ ...situation, database: own }, acting);
    if (duty.kind !== 'fail_over' && duty.kind !== 'hand_back' && duty.kind !== 'request_approval') return duty;
    const [faults, obstacles] = await Promise.all([
      drills?.readFaults(),
      duty.kind === 'hand_back' ? [] : gatherObstacles(watch, seen.state, { database: own }),
    ]);
    return decideDuty({ ...situation, database: own, isHeld: faults?.hold ?? false, obstacles }, acting);
  }
}
