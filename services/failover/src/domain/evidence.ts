import { z } from 'zod';
import { Observation } from './observation.ts';
import { signalNames } from './signals.ts';

/** Evidence of a decision; it travels with the order and ends in the report. */
export const Evidence = z.object({
  decidedAtMs: z.number(),
  /** Last look at which no signal was bad; absent when the watcher has seen none. */
  lastHealthyAtMs: z.number().optional(),
  /** When the first of the deciding signals turned bad. */
  firstBreachAtMs: z.number(),
  signals: z.array(z.enum(signalNames)),
  /** Oldest first. */
  observations: z.array(Observation).min(1),
});
export type Evidence = z.infer<typeof Evidence>;
