import { z } from 'zod';

/** The active region's heartbeat as the standby saw it. */
const HeartbeatSight = z.discriminatedUnion('kind', [
  /** `at` is the active region's own word: it is compared with itself only, so clocks need not agree. */
  z.object({ kind: z.literal('seen'), at: z.iso.datetime() }),
  /** None under this epoch yet. */
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('unreadable'), reason: z.string() }),
]);

/** Result of a request to the active region's own API name. */
const ProbeSight = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), status: z.number().int(), tookMs: z.number() }),
  z.object({ kind: z.literal('failed'), reason: z.string(), tookMs: z.number() }),
]);

/** This region's cluster as the global database describes it. */
const ReplicationSight = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connected') }),
  z.object({ kind: z.literal('disconnected'), status: z.string() }),
  /** This region's cluster is not in the global database: there is nothing here to promote. */
  z.object({ kind: z.literal('not_a_member') }),
  z.object({ kind: z.literal('unreadable'), reason: z.string() }),
]);

/** One look of the standby at the active region. Plain JSON: it travels as evidence. */
export const Observation = z.object({
  /** When the watcher looked, by its own clock, in milliseconds since 1970. */
  atMs: z.number(),
  heartbeat: HeartbeatSight,
  probe: ProbeSight,
  replication: ReplicationSight,
  /** Whether this region's cluster was a connected replica at some time under the epoch that is watched. */
  hasReplicated: z.boolean(),
});
export type Observation = z.infer<typeof Observation>;
