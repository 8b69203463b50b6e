/*
 * Records that drills have left, for programs that carry none out: the rest of this package brings clients, engines and the SDK with it, a second of
 * a processor.
 */
export { loadLimits, seedMax } from './drill-options.ts';
export { fileNames } from './evidence-folder/file-names.ts';
export { findRegressions, median, type Regression } from './history/find-regressions.ts';
export { type Run, readRun } from './history/read-runs.ts';
