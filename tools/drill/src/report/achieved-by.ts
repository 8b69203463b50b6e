import type { BookEntry } from '../witness/book-entry.ts';
import { type Break, measure } from './measure.ts';
import { type Objectives, objectivesMissed, type Report } from './report.ts';
import { standstillMs, standstillsOf } from './standstill.ts';

/** Measures a drill against its objectives. */
export function achievedBy(
  objectives: Objectives,
  drill: Break & {
    readonly entries: readonly BookEntry[];
    readonly loaded: { readonly fromMs: number; readonly toMs: number };
    /** Length of the recovery by the platform's report, and commands that it applied by the ledger. */
    readonly recovery: { readonly tookMs: number | undefined; readonly commands: number };
  },
): Pick<Report, 'objectives' | 'achieved' | 'objectivesMissed' | 'standstills'> {
  const { entries, loaded, recovery } = drill;
  // What the load does before a fault is not the fault's.
  const fromMs = Math.max(loaded.fromMs, drill.brokenAtMs);
  const standstills = standstillsOf(entries, { ...loaded, fromMs });
  const { tookMs, commands } = recovery;
  const achieved = {
    ...measure(entries, drill),
    moneyStoodStillMs: standstillMs(standstills),
    recoveredCommandMs: tookMs === undefined || commands === 0 ? null : Math.round((tookMs / commands) * 100) / 100,
  };
  return { objectives, achieved, objectivesMissed: objectivesMissed(objectives, achieved), standstills };
}
