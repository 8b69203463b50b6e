import type { Report } from '@redoubt/drill';
import { type ExitCode, exitCode } from './exit-code.ts';

/** Exit code of a finished drill: a broken invariant outweighs a missed objective. */
export function exitCodeOf({ verdict, objectivesMissed }: Pick<Report, 'verdict' | 'objectivesMissed'>): ExitCode {
  if (!verdict.pass) return exitCode.invariantBroken;
  return objectivesMissed.length > 0 ? exitCode.objectiveMissed : exitCode.ok;
}
