import { z } from 'zod';
import { RegionName } from './region-name.ts';

/** Longest cursor, in characters: all of them lie in the region-state item. */
export const cursorLengthMax = 1_024;

/** Where a service's recovery goes on; opaque to everybody but that service. */
const RecoveryCursor = z.string().min(1).max(cursorLengthMax);

/** Request of the failover service to the hooks `open`, `recover`, `probe` and `book`. */
export const RecoveryRequest = z.object({
  /** The epoch under which the active region acts. */
  epoch: z.number().int().min(1),
  /** The region that was active before. */
  fromRegion: RegionName,
  /** The region that is active now; of `probe`, the region that would be. */
  toRegion: RegionName,
  /** Of `recover` only: `next` of the page before; absent at the first one. */
  cursor: RecoveryCursor.optional(),
  /** Of `probe` only, when people are asked: up to when this region's replica has everything. */
  replicatedUpTo: z.iso.datetime().optional(),
});
export type RecoveryRequest = z.infer<typeof RecoveryRequest>;

const Count = z.number().int().min(0);

/** Counts of a recovery, of one page or of all. */
const RecoveryCounts = z.object({
  /** Journaled commands that were looked at. */
  examined: Count,
  /** Commands that the database had lost and that were applied again. */
  applied: Count,
  /** Events that were announced again on the surviving bus. */
  announced: Count,
  /** Acknowledged commands that could be neither applied nor refused. */
  inDoubt: Count,
  /** Journal records that could not be read, and were left for a person. */
  setAside: Count,
});

/**
 * Answer of `open` and of each page of `recover`. Counts are of this call; a page may be asked for again and then finds
 * less to do.
 */
export const RecoveryResult = RecoveryCounts.extend({
  service: z.string(),
  /** Where the next page begins; absent when the service has nothing more to recover. */
  next: RecoveryCursor.optional(),
  /** Everything that was acknowledged is booked, and changes may be taken: only announcing is left. */
  isBooked: z.boolean().optional(),
});
export type RecoveryResult = z.infer<typeof RecoveryResult>;

/** Commands that the database alone would lose; the journal brings them back. */
export const AtStake = z.object({
  /** Acknowledged commands of any kind. */
  commands: Count,
  payments: Count,
  /** Sum of the payments' amounts in minor units, by currency. */
  amountsMinor: z.record(z.string(), z.string().regex(/^[0-9]+$/)),
  /** Not everything was counted: it is more than this. */
  isPartial: z.boolean(),
});
export type AtStake = z.infer<typeof AtStake>;

/** Answer of `probe`, asked in the standby: whether the service could work here after a promotion. */
export const ProbeResult = z.object({
  service: z.string(),
  ready: z.boolean(),
  /** Why it is not ready; empty when it is. */
  reasons: z.array(z.string()),
  /** Newest shape of journal records that this code reads, and the newest that the journal holds; of services that read it. */
  journalSchema: z.object({ reads: Count, newest: Count }).optional(),
  /** Accepted since `replicatedUpTo`, where the request says it. */
  atStake: AtStake.optional(),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

/**
 * Answer of `book`, asked in the active region. A hook that throws, or gives no answer in time, says neither: a region that is
 * busy is not one that can't book.
 */
export const BookResult = z.discriminatedUnion('outcome', [
  /** Money was booked, by a canary through journal and ledger. */
  z.object({
    outcome: z.literal('booked'),
    service: z.string(),
    bookedAt: z.iso.datetime(),
    /** Age of the oldest command that is journaled and not booked; 0 when booking goes on. */
    oldestUnbookedMs: z.number().min(0),
  }),
  /** The ledger takes nothing: it has no writer, or is not open for the epoch. */
  z.object({ outcome: z.literal('refused'), service: z.string(), reason: z.string() }),
]);
export type BookResult = z.infer<typeof BookResult>;

/** Where each service's recovery is, by hook (`service/recover`). */
export const RecoveryProgress = z.record(
  z.string(),
  RecoveryCounts.extend({ next: RecoveryCursor.optional(), isBooked: z.boolean(), isDone: z.boolean() }),
);
export type RecoveryProgress = z.infer<typeof RecoveryProgress>;
