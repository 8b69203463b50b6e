import { z } from 'zod';
import { FailoverReport } from '../failover-report.ts';
import { RegionName } from '../region-name.ts';
import { RegionState } from '../regions.ts';
import { FailoverMode, PersonsWord } from './failover-decisions.ts';

/** Request to the region that is to take over. */
export const OrderFailoverRequest = PersonsWord.omit({ at: true }).extend({
  isForced: z.boolean().default(false),
  /** Nothing is changed; the answer says what would be. */
  isDryRun: z.boolean().default(false),
});
export type OrderFailoverRequest = z.input<typeof OrderFailoverRequest>;

/** Why a failover can't be ordered, and how to mend it. */
export const FailoverObstacle = z.object({
  /** A code, or a code and its particulars after a colon. */
  text: z.string(),
  mend: z.string(),
  /** `--force` goes past it: it costs time, and no money. */
  isForceable: z.boolean(),
});
export type FailoverObstacle = z.infer<typeof FailoverObstacle>;

/** Answer to an order. */
export const OrderedFailover = z.object({
  outcome: z.enum(['planned', 'refused', 'started', 'already_started']),
  kind: z.enum(['fail_over', 'hand_back']),
  fromRegion: RegionName,
  toRegion: RegionName,
  /** The epoch that it would begin. */
  epoch: z.number().int().min(2),
  /** Everything in the way, forceable or not. */
  obstacles: z.array(FailoverObstacle),
  /** Up to when the replica has everything. */
  replicatedUpTo: z.iso.datetime().optional(),
  /** One line for each thing that happens, in order. */
  steps: z.array(z.string()),
});
export type OrderedFailover = z.infer<typeof OrderedFailover>;

/** Request to answer a question. */
export const AnswerFailoverRequest = PersonsWord.omit({ at: true }).extend({
  /** The epoch that the failover in question would begin. */
  epoch: z.number().int().min(2),
  decision: z.enum(['approved', 'rejected']),
});
export type AnswerFailoverRequest = z.infer<typeof AnswerFailoverRequest>;

export const AnsweredFailover = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('answered'), toRegion: RegionName }),
  z.object({ outcome: z.literal('refused'), reason: z.string() }),
]);
export type AnsweredFailover = z.infer<typeof AnsweredFailover>;

/** Epochs listed at most. */
export const failoversListedMax = 50;

/** Request for the failovers so far: one epoch, or the last ones. */
export const ReadFailoversRequest = z.object({
  epoch: z.number().int().min(2).optional(),
  limit: z.number().int().min(1).max(failoversListedMax).default(20),
});
export type ReadFailoversRequest = z.input<typeof ReadFailoversRequest>;

/** The region state as it is, and the reports on epochs, newest first. A report is missing until the epoch's first execution ends. */
export const FailoversRead = z.object({ state: RegionState, reports: z.array(FailoverReport) });
export type FailoversRead = z.infer<typeof FailoversRead>;

/** Item of the region-state table in which a watcher says what it saw last. */
export const WatchView = z.object({
  pk: z.string().startsWith('watch#'),
  region: RegionName,
  at: z.iso.datetime(),
  epoch: z.number().int().min(1),
  assessment: z.enum(['well', 'doubtful', 'failed']),
  signals: z.array(
    z.object({ signal: z.string(), reading: z.string(), isDown: z.boolean(), badSince: z.iso.datetime().optional() }),
  ),
  duty: z.string(),
  /** Why the duty is what it is: the reason of a hold, or what blocks. */
  because: z.array(z.string()),
});
export type WatchView = z.infer<typeof WatchView>;

/** Partition key of what a region's watcher saw last. */
export function watchKey(region: string): string {
  return `watch#${region}`;
}

/** Answer to `why`: what the region's watcher sees, and whether the region could take over now. */
export const ExplainedFailover = z.object({
  region: RegionName,
  now: z.iso.datetime(),
  failoverMode: FailoverMode,
  state: RegionState,
  /** Absent when the watcher never looked. */
  view: WatchView.optional(),
  /** Of a standby: why it could not take over now. The active region has none. */
  obstacles: z.array(FailoverObstacle),
  replicatedUpTo: z.iso.datetime().optional(),
});
export type ExplainedFailover = z.infer<typeof ExplainedFailover>;
