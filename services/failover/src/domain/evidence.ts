import { z } from 'zod';
import { Observation } from './observation.ts';
import { signalNames } from './signals.ts';

/** Evidence of a decision; it travels with the order and ends in the report. */
export const Evidence = z.object({
  decidedAtMs: z.number(),
  /** Last observation without a bad reading; absent when the watcher made none. */
  lastHealthyAtMs: z.number().optional(),
  /** When the first of the deciding signals turned bad. */
  firstBreachAtMs: z.number(),
  signals: z.array(z.enum(signalNames)),
  /** Oldest first. */
  observations: z.array(Observation).min(1),
});
export type Evidence = z.infer<typeof Evidence>;

/** Partition key of the evidence by which an epoch was begun. */
export function evidenceKey(epoch: number): string {
  return `evidence#${epoch}`;
}
