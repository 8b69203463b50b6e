import { RecoveryProgress, RecoveryRequest, StageRecord } from '@redoubt/contracts';
import { z } from 'zod';

const Recorded = z.object({ record: StageRecord });

/** Entries that each stage leaves in the execution for later ones. */
export const StageOutcomes = {
  confirm: Recorded.extend({ outcome: z.enum(['confirmed', 'stood_down', 'superseded']) }),
  bump: Recorded.extend({
    outcome: z.enum(['bumped', 'superseded']),
    recovery: RecoveryRequest,
    /** When the new epoch was certainly written, by this region's clock: leases that were read before end one lease later. */
    bumpedAtMs: z.number(),
  }),
  promote: Recorded,
  writer: Recorded,
  latch: Recorded,
  open: Recorded,
  recover: Recorded.extend({ outcome: z.enum(['recovered', 'more']), progress: RecoveryProgress }),
  verify: Recorded.extend({
    canary: z.object({
      paymentId: z.string(),
      acceptedAt: z.iso.datetime(),
      capturedAt: z.iso.datetime(),
      servedBy: z.string(),
    }),
  }),
} as const;

/** Everything an execution has gathered when it ends, however far it came. */
export const Progress = z.object({
  confirm: StageOutcomes.confirm.optional(),
  bump: StageOutcomes.bump.optional(),
  moved: z
    .object({ promote: StageOutcomes.promote, writer: StageOutcomes.writer, latch: StageOutcomes.latch })
    .optional(),
  open: StageOutcomes.open.optional(),
  recover: StageOutcomes.recover.optional(),
  verify: StageOutcomes.verify.optional(),
  /** As Step Functions' `Catch` gives it. */
  error: z.object({ Error: z.string(), Cause: z.string().optional() }).optional(),
});
export type Progress = z.infer<typeof Progress>;
