import { z } from 'zod';
import { RegionName } from '../region-name.ts';

/**
 * Weight of a finding. `blocks`: an automatic failover would not begin. `mend`: a failover would begin, and meet something that
 * differs from the active region. `know`: nothing is wrong, and somebody should know it.
 */
export const readinessGrades = ['blocks', 'mend', 'know'] as const;
export const ReadinessGrade = z.enum(readinessGrades);
export type ReadinessGrade = z.infer<typeof ReadinessGrade>;

/** One way in which the standby is not what the active region is, or could not take over. */
export const ReadinessFinding = z.object({
  /** One of a closed list: docs/failover.md says of each what it compares. */
  kind: z.string(),
  grade: ReadinessGrade,
  /** Name of the thing, e.g. `transactions-recover.timeout`. */
  subject: z.string(),
  /** Where it is as it should not be. */
  region: RegionName,
  got: z.string(),
  expected: z.string(),
  /** A command where there is one, else what to do. */
  mend: z.string(),
});
export type ReadinessFinding = z.infer<typeof ReadinessFinding>;

/** Answer of a region that has looked at both. */
export const ReadinessReport = z.object({
  /** The region that looked. */
  region: RegionName,
  activeRegion: RegionName,
  standbyRegion: RegionName,
  at: z.iso.datetime(),
  tookMs: z.number().int().min(0),
  /** Nothing blocks and nothing is to be mended. */
  isReady: z.boolean(),
  /** Facts that were compared, by kind: how many subjects both regions told. */
  compared: z.record(z.string(), z.number().int().min(0)),
  /** Those that block come first. */
  findings: z.array(ReadinessFinding),
  /** Findings that are left out because there are too many. */
  more: z.number().int().min(0),
});
export type ReadinessReport = z.infer<typeof ReadinessReport>;
