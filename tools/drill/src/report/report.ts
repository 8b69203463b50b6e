import type { TakenOverFigure } from '@redoubt/local-cloud';
import type { Verdict } from '../verdict/judge.ts';
import type { Conditions } from './conditions.ts';
import type { Measured } from './measure.ts';
import type { Mix } from './mix.ts';
import type { TimelineEntry } from './timeline.ts';

/** Times that a drill must stay below, in milliseconds since the loss of the region. */
export interface Objectives {
  readonly detectedMs: number;
  readonly firstAcceptedMs: number;
  readonly firstPostedMs: number;
}

/** The fault of a drill. */
export interface FaultRecord {
  readonly killedRegion: string;
  readonly killedAtMs: number;
  /** Processes that died, database included. */
  readonly processesKilled: number;
  /** For how long replication had been held back when the region was killed, in milliseconds. */
  readonly replicationHeldMs: number;
  /** Faults planted in the platform, e.g. `skip-recover`. */
  readonly planted: readonly string[];
}

/** The evidence of one drill, as `report.json` holds it. Times are milliseconds since the drill began. */
export interface Report {
  readonly scenario: string;
  readonly seed: number;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly tookMs: number;
  readonly objectives: Objectives;
  readonly achieved: Measured;
  readonly objectivesMissed: readonly (keyof Objectives)[];
  /** Figures that are AWS's and were not measured here, with the value that was used in their place. */
  readonly takenOver: readonly TakenOverFigure[];
  readonly conditions: Conditions;
  readonly mix: Mix;
  readonly fault: FaultRecord;
  readonly verdict: Verdict;
  readonly timeline: readonly TimelineEntry[];
}

/** Names of the objectives that were missed or not observed. */
export function objectivesMissed(objectives: Objectives, achieved: Measured): readonly (keyof Objectives)[] {
  return (['detectedMs', 'firstAcceptedMs', 'firstPostedMs'] as const).filter((name) => {
    const value = achieved[name];
    return value === null || value > objectives[name];
  });
}
