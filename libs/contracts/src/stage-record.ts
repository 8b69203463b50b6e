import { z } from 'zod';

/** The stages of a failover, in the order they are begun; promotion and the wait for leases run side by side. */
export const FailoverStage = z.enum([
  'confirm-order',
  'begin-epoch',
  'promote-database',
  'wait-lease',
  'open-writes',
  'recover-services',
  'verify-canary',
]);
export type FailoverStage = z.infer<typeof FailoverStage>;

/** One stage that has ended, with what is true since. */
export const StageRecord = z.object({
  stage: FailoverStage,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  text: z.string(),
});
export type StageRecord = z.infer<typeof StageRecord>;
