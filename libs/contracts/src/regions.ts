import { z } from 'zod';

/** A region's seat by design: fixed, in templates and tags. Says nothing about who is active now. */
export type Seat = 'primary' | 'secondary';

/** An AWS region name such as `us-east-1`. */
export const RegionName = z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/);

/**
 * Who may act: one item for the whole platform, in a table with multi-Region strong consistency.
 *
 * `mode` is `recovering` from the moment the epoch is bumped until the new writer is open: commands are accepted into
 * the journal, the ledger is not written yet.
 */
export const RegionState = z.object({
  pk: z.literal('region-state'),
  epoch: z.number().int().min(1),
  activeRegion: RegionName,
  mode: z.enum(['open', 'recovering']),
  /** When this epoch began. */
  since: z.iso.datetime(),
  /** Name of the state machine execution that began this epoch; epoch 1 has none. */
  bumpedBy: z.string().optional(),
});
export type RegionState = z.infer<typeof RegionState>;

/** Partition key of the one region-state item. */
export const regionStateKey = 'region-state';

/** Sign of life of the active region, renewed every signal interval under `heartbeat#<region>`. */
export const Heartbeat = z.object({
  pk: z.string().startsWith('heartbeat#'),
  region: RegionName,
  epoch: z.number().int().min(1),
  at: z.iso.datetime(),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/** Partition key of a region's heartbeat item. */
export function heartbeatKey(region: string): string {
  return `heartbeat#${region}`;
}

/**
 * Holds traffic away from a region until failback; the item is `latch#<region held away from>`.
 *
 * The standby's latch endpoint answers 2xx while such an item is set, and an inverted health check reads it.
 */
export const Latch = z.object({
  pk: z.string().startsWith('latch#'),
  region: RegionName,
  epoch: z.number().int().min(1),
  setAt: z.iso.datetime(),
});
export type Latch = z.infer<typeof Latch>;

/** Partition key of the latch that holds traffic away from a region. */
export function latchKey(region: string): string {
  return `latch#${region}`;
}

/** Paths that platform's health checks read, relative to a region's own API name. */
export const healthPaths = {
  /** Endpoint check of a region: 200 as long as its API and functions answer. */
  endpoint: '/validation/health',
  /** Latch check, read inverted: 200 means "hold traffic away from the other region". */
  latch: '/failover/latch',
} as const;
