import { z } from 'zod';
import { FailoverQuestion, PersonsDecision } from './failover/failover-decisions.ts';
import { RecoveryProgress } from './recovery.ts';
import { RegionName } from './region-name.ts';
import { StageRecord } from './stage-record.ts';

/** A region's seat by design: fixed, in templates and tags. Says nothing about who is active now. */
export type Seat = 'primary' | 'secondary';

/**
 * `open`: everything was recovered; payments and changes are taken.
 * `recovering`: the active region is taking over; `stage` says how far it is.
 * `handing_back`: the same, in the region that was the writer before and still is, because nothing was promoted.
 */
export const RegionMode = z.enum(['open', 'recovering', 'handing_back']);
export type RegionMode = z.infer<typeof RegionMode>;

/**
 * How far the active region is under its epoch; each includes those before it.
 *
 * `fenced`: the epoch is begun and nothing was promoted, so it may be handed back · `promoting`: promotion was asked for ·
 * `promoted`: the region's database is the writer · `opened`: payments are booked · `recovered`: the ledger has everything
 * that was acknowledged, changes are decided · `verified`: a payment came through the shared name.
 */
export const takeoverStages = ['fenced', 'promoting', 'promoted', 'opened', 'recovered', 'verified'] as const;
export const TakeoverStage = z.enum(takeoverStages);
export type TakeoverStage = z.infer<typeof TakeoverStage>;

/** Partition key of the one region-state item. */
export const regionStateKey = 'region-state';

/**
 * Who may act, and how far a takeover is: one item for the whole platform, in a table with multi-Region strong
 * consistency. A takeover is resumed from it alone.
 */
export const RegionState = z.object({
  pk: z.literal(regionStateKey),
  /** Counts the changes of the item; every write is conditional on it. */
  version: z.number().int().min(1),
  epoch: z.number().int().min(1),
  activeRegion: RegionName,
  /** Since which epoch the database that is the writer is it: a hand-back changes no writer. */
  writerEpoch: z.number().int().min(1),
  /** The region that was active before; epoch 1 has none. */
  fromRegion: RegionName.optional(),
  mode: RegionMode,
  stage: TakeoverStage,
  /** When this epoch began. */
  since: z.iso.datetime(),
  /** Name of the state machine execution that began this epoch, or `seed`. */
  by: z.string(),
  /** The person who began this epoch; absent when it began by itself. */
  decision: PersonsDecision.optional(),
  /** The failover that waits for a person's approval: it would end this epoch. */
  question: FailoverQuestion.optional(),
  /** When changes were taken again under this epoch. */
  recoveredAt: z.iso.datetime().optional(),
  /** The execution at work on the takeover, until when it is taken to be alive, and how many began without progress. */
  worker: z.object({ execution: z.string(), until: z.iso.datetime(), attempt: z.number().int().min(1) }).optional(),
  /** Why the active region's database can't be promoted now. */
  obstacle: z.string().optional(),
  /** Where each service's recovery is. */
  recovery: RecoveryProgress.optional(),
  /** Stages of the takeover so far, oldest first. */
  stages: z.array(StageRecord),
  /** When epochs began without a person's decision lately, oldest first: automatic failovers are bounded. */
  automaticMoves: z.array(z.iso.datetime()),
});
export type RegionState = z.infer<typeof RegionState>;

/** Whether the stage is reached. */
export function hasReached(state: Pick<RegionState, 'stage'>, stage: TakeoverStage): boolean {
  return takeoverStages.indexOf(state.stage) >= takeoverStages.indexOf(stage);
}

/** Sign of life of the active region, renewed every signal interval under `heartbeat#<region>`. */
export const Heartbeat = z.object({
  pk: z.string().startsWith('heartbeat#'),
  region: RegionName,
  epoch: z.number().int().min(1),
  at: z.iso.datetime(),
  /** Whether money can be booked, as the services' `book` hooks found last. */
  booking: z.object({
    /** `failing`: the ledger refuses, or nothing was booked for long. `busy`: no answer, which proves nothing yet. */
    status: z.enum(['good', 'busy', 'failing', 'unknown']),
    /** Since when the status is what it is. */
    since: z.iso.datetime(),
    oldestUnbookedMs: z.number().min(0),
  }),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/** Partition key of a region's heartbeat item. */
export function heartbeatKey(region: string): string {
  return `heartbeat#${region}`;
}

/** Up to when the standby's replica has what the writer committed, seen while it replicated under the epoch. */
export const ReplicaMark = z.object({
  pk: z.string().startsWith('replica#'),
  region: RegionName,
  epoch: z.number().int().min(1),
  at: z.iso.datetime(),
  replicatedUpTo: z.iso.datetime(),
});
export type ReplicaMark = z.infer<typeof ReplicaMark>;

/** Partition key of a region's replica mark. */
export function replicaKey(region: string): string {
  return `replica#${region}`;
}

/** Paths that health checks read, relative to a region's own API name. */
export const healthPaths = {
  /** 200 as long as the region's API and functions answer. */
  endpoint: '/validation/health',
  /** 200 while the region state says that the region is the active one. */
  serving: '/failover/serving',
} as const;

/** Metric by which the failover service of the secondary seat remembers, second by second, whether that seat is active. */
export const trafficMemory = { namespace: 'Redoubt', metricName: 'SecondaryIsActive', service: 'failover' } as const;
