export { DrillError, type DrillErrorCode } from './drill-error.ts';
export {
  type DrillOptions,
  loadLimits,
  type PlantableFault,
  plantableFaults,
  seedMax,
} from './drill-options.ts';
export { describeMix, type Mix } from './report/mix.ts';
export type { Achieved, Objectives, Report } from './report/report.ts';
export type { Stage, TimelineEntry } from './report/timeline.ts';
export { type DrillResult, runAllDrills } from './run-all-drills.ts';
export { runDrill } from './run-drill.ts';
export { type ScenarioName, scenarioNames, scenarios } from './scenarios/catalog.ts';
export type { Distribution } from './soak/distribution.ts';
export { runSoak, type Soak } from './soak/soak.ts';
export { type SoakRun, type SoakScenario, soakScenarios } from './soak/soak-options.ts';
export type { Finding, Rule } from './verdict/finding.ts';
export type { Verdict } from './verdict/judge.ts';
export { isSigned } from './witness/is-signed.ts';
