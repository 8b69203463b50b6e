import { FailoverReport, RecoveryRequest } from '@redoubt/contracts';
import { z } from 'zod';

/** The part of a report that an execution gathers; the rest comes from the region state. */
export const Progress = z.object({
  begin: z.object({ recovery: RecoveryRequest.optional() }).optional(),
  verify: z.object({ canary: FailoverReport.shape.canary }).optional(),
  /** As Step Functions' `Catch` gives it. */
  error: z.object({ Error: z.string(), Cause: z.string().optional() }).optional(),
});
export type Progress = z.infer<typeof Progress>;
