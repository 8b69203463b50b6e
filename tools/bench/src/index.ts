export { costRatioOf, ratioOf, type Spread, samplesOf, serverMicrosPerUnit, spreadOf } from './compare.ts';
export { type Conditions, machineConditions } from './conditions.ts';
export type { Contender, Sample, Samples, Work } from './contender.ts';
export { type BenchReport, type Figure, isMet, type Pace, pacesOf, type Target } from './figure.ts';
export { type Interleaving, interleave } from './interleave.ts';
export { reportFile, runBench } from './run-bench.ts';
