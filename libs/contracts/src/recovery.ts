import { z } from 'zod';
import { RegionName } from './regions.ts';

/** What the failover service passes to every recovery hook. */
export const RecoveryRequest = z.object({
  /** The epoch under which the surviving region now acts. */
  epoch: z.number().int().min(1),
  /** The region that was active before. */
  fromRegion: RegionName,
  /** The region that is active now. */
  toRegion: RegionName,
});
export type RecoveryRequest = z.infer<typeof RecoveryRequest>;

/** What a recovery hook answers. Counts are of this call; a hook may be called again and then finds less to do. */
export const RecoveryResult = z.object({
  service: z.string(),
  /** Journaled commands that were looked at. */
  examined: z.number().int().min(0),
  /** Commands that the database had lost and that were applied again. */
  applied: z.number().int().min(0),
  /** Events that were announced again on the surviving bus. */
  announced: z.number().int().min(0),
  /** Acknowledged commands that could be neither applied nor refused. */
  inDoubt: z.number().int().min(0),
});
export type RecoveryResult = z.infer<typeof RecoveryResult>;
