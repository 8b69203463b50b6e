import { z } from 'zod';
import { PersonsDecision } from './failover/failover-decisions.ts';
import { RecoveryProgress } from './recovery.ts';
import { RegionName } from './region-name.ts';
import { StageRecord } from './stage-record.ts';

/**
 * Evidence, stages and results of a failover: item `report#<epoch>` of the region-state table, one for each epoch.
 *
 * Times are those of the surviving region's clock.
 */
export const FailoverReport = z.object({
  pk: z.string().startsWith('report#'),
  /** The epoch that the failover began. */
  epoch: z.number().int().min(2),
  kind: z.enum(['fail_over', 'hand_back']),
  fromRegion: RegionName,
  toRegion: RegionName,
  /** `stopped`: a stage used up its budget; the next attempt takes the work up again. */
  outcome: z.enum(['recovered', 'stopped']),
  /** Name of the state machine execution. */
  execution: z.string(),
  /** 1 for the first execution of this epoch, one more for each that took the work up again. */
  attempt: z.number().int().min(1),
  /** Who ordered or approved it; absent when it began by itself. */
  decision: PersonsDecision.optional(),
  /** Last observation at which none of the deciding signals was bad; absent when the watcher has seen none. */
  lastHealthyAt: z.iso.datetime().optional(),
  firstBreachAt: z.iso.datetime(),
  decidedAt: z.iso.datetime(),
  /** Names of the signals that decided; none when a person did. */
  signals: z.array(z.string()),
  /** The observations that the decision rests on, oldest first, as the watcher recorded them. */
  evidence: z.array(z.record(z.string(), z.unknown())),
  /** Milliseconds from the last healthy observation (the first bad one where there is none), so never flattering. */
  achieved: z.object({
    decidedMs: z.number().int(),
    writerMs: z.number().int().optional(),
    openMs: z.number().int().optional(),
    acceptedMs: z.number().int().optional(),
    postedMs: z.number().int().optional(),
  }),
  stages: z.array(StageRecord),
  /** When everything lost was booked again and changes were taken; announcing goes on behind. */
  recoveredAt: z.iso.datetime().optional(),
  /** Counts of each recovery hook, by `service/hook`. */
  recovery: RecoveryProgress,
  canary: z
    .object({
      paymentId: z.string(),
      acceptedAt: z.iso.datetime(),
      capturedAt: z.iso.datetime(),
      servedBy: z.string(),
    })
    .optional(),
  /** Faults that a drill had asked for. */
  faults: z.object({ skipRecover: z.boolean() }),
  /** Why the failover stopped. */
  stoppedBecause: z.string().optional(),
});
export type FailoverReport = z.infer<typeof FailoverReport>;

/** Partition key of the report on the failover that began the epoch. */
export function failoverReportKey(epoch: number): string {
  return `report#${epoch}`;
}
