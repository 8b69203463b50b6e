export { DrillError, type DrillErrorCode } from './drill-error.ts';
export { describeMix, type Mix } from './report/mix.ts';
export type { Objectives, Report } from './report/report.ts';
export type { Stage, TimelineEntry } from './report/timeline.ts';
export { runDrill } from './run-drill.ts';
export {
  type DrillOptions,
  loadLimits,
  localObjectives,
  type PlantableFault,
  plantableFaults,
  type Scenario,
  scenarios,
  seedMax,
} from './scenario/drill-options.ts';
export type { Finding, Rule } from './verdict/finding.ts';
export type { Verdict } from './verdict/judge.ts';
export { isSigned } from './witness/is-signed.ts';
