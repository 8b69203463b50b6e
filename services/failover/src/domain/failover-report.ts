import { type FailoverReport, failoverReportKey, hasReached, type RegionState } from '@redoubt/contracts';
import type { Evidence } from './evidence.ts';
import type { FailoverOrder } from './failover-order.ts';
import type { Progress } from './stage-outcomes.ts';

export interface ReportParts {
  readonly order: FailoverOrder;
  readonly execution: string;
  readonly progress: Progress;
  readonly state: RegionState;
  /** Evidence by which the epoch was begun; a hand-back has none. */
  readonly evidence: Evidence | undefined;
  /** A drill left recovery out. */
  readonly skipRecover: boolean;
}

/** The report on an epoch: output only, nothing is decided by it. */
export function reportOf(parts: ReportParts): FailoverReport {
  const { order, execution, progress, state, evidence } = parts;
  const { decision } = state;
  const decidedAt = textOf(evidence?.decidedAtMs) ?? decision?.at ?? state.since;
  const beganMs = evidence?.lastHealthyAtMs ?? evidence?.firstBreachAtMs ?? Date.parse(decidedAt);
  const since = (at: string | undefined) => (at === undefined ? undefined : Math.round(Date.parse(at) - beganMs));
  const endOf = (stage: string) => state.stages.find((record) => record.stage === stage)?.endedAt;
  return dropUndefined({
    pk: failoverReportKey(state.epoch),
    epoch: state.epoch,
    kind: state.mode === 'handing_back' || order.kind === 'hand_back' ? ('hand_back' as const) : ('fail_over' as const),
    fromRegion: state.fromRegion ?? order.fromRegion,
    toRegion: state.activeRegion,
    outcome: hasReached(state, 'verified') ? ('recovered' as const) : ('stopped' as const),
    execution,
    attempt: state.worker?.attempt ?? 1,
    decision,
    lastHealthyAt: textOf(evidence?.lastHealthyAtMs),
    firstBreachAt: textOf(evidence?.firstBreachAtMs) ?? decidedAt,
    decidedAt,
    signals: [...(evidence?.signals ?? [])],
    evidence: [...(evidence?.observations ?? [])],
    achieved: dropUndefined({
      decidedMs: Math.round((evidence?.decidedAtMs ?? beganMs) - beganMs),
      writerMs: since(endOf('promote-database')),
      openMs: since(endOf('open-writes')),
      acceptedMs: since(progress.verify?.canary?.acceptedAt),
      postedMs: since(progress.verify?.canary?.capturedAt),
    }),
    stages: state.stages,
    recoveredAt: state.recoveredAt,
    recovery: state.recovery ?? {},
    canary: progress.verify?.canary,
    faults: { skipRecover: parts.skipRecover },
    stoppedBecause: progress.error === undefined ? undefined : `${progress.error.Error}: ${causeOf(progress.error)}`,
  });
}

function textOf(atMs: number | undefined): string | undefined {
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
}

/** Step Functions wraps the function's error into JSON text. */
function causeOf({ Cause = '' }: NonNullable<Progress['error']>): string {
  try {
    const cause: unknown = JSON.parse(Cause);
    return typeof cause === 'object' && cause !== null && 'errorMessage' in cause ? String(cause.errorMessage) : Cause;
  } catch {
    return Cause;
  }
}

type WithoutUndefined<Value> = {
  [Key in keyof Value as undefined extends Value[Key] ? never : Key]: Value[Key];
} & { [Key in keyof Value as undefined extends Value[Key] ? Key : never]?: Exclude<Value[Key], undefined> };

/** A table and JSON know absent members, not undefined ones. */
function dropUndefined<Value extends object>(value: Value): WithoutUndefined<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as WithoutUndefined<Value>;
}
