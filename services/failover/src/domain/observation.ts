import { Heartbeat } from '@redoubt/contracts';
import { z } from 'zod';

/** The active region's sign of life, as the standby read it. */
const HeartbeatReading = z.discriminatedUnion('kind', [
  /** `at` is the active region's own time: it is compared with itself only, so clocks need not agree. */
  z.object({ kind: z.literal('read'), at: z.iso.datetime(), booking: Heartbeat.shape.booking }),
  /** None under this epoch yet. */
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('unreadable'), reason: z.string() }),
]);

/** A request to a region's own API name. */
const ProbeReading = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), status: z.number().int(), tookMs: z.number() }),
  z.object({ kind: z.literal('failed'), reason: z.string(), tookMs: z.number() }),
]);

/** One observation of the active region, made in the standby. Plain JSON: it travels as evidence. */
export const Observation = z.object({
  /** By the watcher's own clock, in milliseconds since 1970. */
  atMs: z.number(),
  heartbeat: HeartbeatReading,
  /** Of the active region. */
  probe: ProbeReading,
  /** Of the watcher's region: what measures badly here accuses nobody there. */
  ownProbe: ProbeReading,
});
export type Observation = z.infer<typeof Observation>;
