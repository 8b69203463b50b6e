import { type FailoverReport, failoverReportKey, type StageRecord } from '@redoubt/contracts';
import type { Evidence } from './evidence.ts';
import type { FailoverOrder } from './failover-order.ts';
import { Observation } from './observation.ts';
import { signalNames } from './signals.ts';
import type { Progress } from './stage-outcomes.ts';

/** Parts of a report. The caller turns times into text: this code reads no clock. */
export interface ReportParts {
  readonly order: FailoverOrder;
  readonly execution: string;
  readonly progress: Progress;
  readonly textOf: (atMs: number) => string;
  readonly msOf: (at: string) => number;
}

/** Sets what was seen, done and achieved side by side. */
export function reportOf({ order, execution, progress, textOf, msOf }: ReportParts): FailoverReport {
  const { evidence } = order;
  const beganMs = evidence.lastHealthyAtMs ?? evidence.firstBreachAtMs;
  const since = (at: string | undefined) => (at === undefined ? undefined : Math.round(msOf(at) - beganMs));
  const { moved, open, recover, verify } = progress;
  return dropUndefined({
    pk: failoverReportKey(order.epoch + 1),
    epoch: order.epoch + 1,
    fromRegion: order.fromRegion,
    toRegion: order.toRegion,
    outcome: verify === undefined ? ('stopped' as const) : ('recovered' as const),
    execution,
    attempt: order.attempt,
    lastHealthyAt: evidence.lastHealthyAtMs === undefined ? undefined : textOf(evidence.lastHealthyAtMs),
    firstBreachAt: textOf(evidence.firstBreachAtMs),
    decidedAt: textOf(evidence.decidedAtMs),
    signals: [...evidence.signals],
    evidence: [...evidence.observations],
    achieved: dropUndefined({
      decidedMs: Math.round(evidence.decidedAtMs - beganMs),
      writerMs: since(moved?.writer.record.endedAt),
      openMs: since(open?.record.endedAt),
      acceptedMs: since(verify?.canary.acceptedAt),
      postedMs: since(verify?.canary.capturedAt),
    }),
    stages: stagesOf(progress, msOf),
    recovery: recover?.progress ?? {},
    canary: verify?.canary,
    faults: order.faults,
    stoppedBecause: progress.error === undefined ? undefined : `${progress.error.Error}: ${causeOf(progress.error)}`,
  });
}

/** The evidence that a report holds, for the attempt that takes its work up again. */
export function evidenceOf(report: FailoverReport, msOf: (at: string) => number): Evidence {
  return dropUndefined({
    decidedAtMs: msOf(report.decidedAt),
    lastHealthyAtMs: report.lastHealthyAt === undefined ? undefined : msOf(report.lastHealthyAt),
    firstBreachAtMs: msOf(report.firstBreachAt),
    signals: signalNames.filter((name) => report.signals.includes(name)),
    observations: report.evidence.map((observation) => Observation.parse(observation)),
  });
}

function stagesOf({ confirm, bump, moved, open, recover, verify }: Progress, msOf: (at: string) => number) {
  return [confirm, bump, moved?.promote, moved?.writer, moved?.latch, open, recover, verify]
    .flatMap((outcome): StageRecord[] => (outcome === undefined ? [] : [outcome.record]))
    .sort((left, right) => msOf(left.startedAt) - msOf(right.startedAt));
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
