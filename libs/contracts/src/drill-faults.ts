import { z } from 'zod';

/**
 * Faults that a drill wants the next failover to have, as an item of the region-state table.
 *
 * Heeded only in an environment whose topology is labelled for drills. They exist to show that a drill's verdict can fail.
 */
export const DrillFaults = z.object({
  pk: z.literal('faults#drill'),
  /** Leave the services' recover hooks out, so that what the database lost stays lost. */
  skipRecover: z.boolean().default(false),
  /** Begin no automatic failover: for what needs two regions and no failover, however slow the machine. */
  hold: z.boolean().default(false),
});
export type DrillFaults = z.infer<typeof DrillFaults>;

/** Partition key of the one item that holds a drill's faults. */
export const drillFaultsKey = 'faults#drill';
