import type { TakenOverFigure } from '@redoubt/local-cloud';
import type { RungAlarm, StateChange } from '../evidence/conduct.ts';
import type { Provenance } from '../evidence-folder/provenance.ts';
import type { Verdict } from '../verdict/judge.ts';
import type { Conditions } from './conditions.ts';
import type { Measured } from './measure.ts';
import type { Mix } from './mix.ts';
import type { Standstill } from './standstill.ts';
import type { TimelineEntry } from './timeline.ts';

/** Longest allowed times, in milliseconds since the fault. A scenario states those that apply to it. */
export type Objectives = { readonly [Name in keyof Achieved]?: number };

/** Times of a drill, in milliseconds; `null` when not observed. */
export interface Achieved extends Measured {
  /** Time without any booking, all standstills added up. */
  readonly moneyStoodStillMs: number;
  /** Time of the recovery for each command that it applied; `null` when it applied none. */
  readonly recoveredCommandMs: number | null;
}

/** A fault of a drill. Times are milliseconds since the drill began. */
export interface FaultRecord {
  readonly text: string;
  readonly region?: string;
  readonly fromMs: number;
  /** Absent when it was in force to the end. */
  readonly toMs?: number;
  /** False for a fault that clients can't feel, e.g. held replication. */
  readonly isFelt: boolean;
}

/** The evidence of one drill, as `report.json` holds it. Times are milliseconds since the drill began. */
export interface Report {
  readonly scenario: string;
  readonly seed: number;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly tookMs: number;
  readonly objectives: Objectives;
  readonly achieved: Achieved;
  /** Times without any booking: the first and the last show where money stood still. */
  readonly standstills: readonly Standstill[];
  readonly objectivesMissed: readonly (keyof Objectives)[];
  /** Figures that are AWS's and were not measured here, with the value that was used in their place. */
  readonly takenOver: readonly TakenOverFigure[];
  readonly conditions: Conditions;
  readonly provenance: Provenance;
  readonly mix: Mix;
  readonly faults: readonly FaultRecord[];
  /** Faults planted in the platform, e.g. `skip-recover`. */
  readonly planted: readonly string[];
  /** Epochs and modes, oldest first. */
  readonly states: readonly StateChange[];
  /** Alarms that rang in either region. */
  readonly alarms: readonly RungAlarm[];
  readonly verdict: Verdict;
  readonly timeline: readonly TimelineEntry[];
}

/** Names of the objectives that were missed or not observed. */
export function objectivesMissed(objectives: Objectives, achieved: Achieved): readonly (keyof Objectives)[] {
  return (Object.keys(objectives) as (keyof Objectives)[]).filter((name) => {
    const [value, max] = [achieved[name], objectives[name]];
    return max !== undefined && (value === null || value > max);
  });
}
