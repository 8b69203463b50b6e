import { relative } from 'node:path';
import type { TestReport } from './test-report.ts';

const shownMax = 10;

/** The tests that took longest, and the files with their hooks: where a shorter run begins. */
export function slowestLines(root: string, reports: readonly TestReport[]): readonly string[] {
  const files = reports.flatMap(({ testResults }) => testResults);
  const tests = files.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, duration }) => ({
      ms: duration ?? 0,
      text: `${relative(root, name)}: ${fullName}`,
    })),
  );
  const wholeFiles = files.map(({ name, startTime, endTime }) => ({
    ms: endTime - startTime,
    text: relative(root, name),
  }));
  return [
    `the ${shownMax} slowest tests`,
    ...slowest(tests),
    `the ${shownMax} slowest files, with their hooks`,
    ...slowest(wholeFiles),
  ];
}

function slowest(timed: readonly { readonly ms: number; readonly text: string }[]): readonly string[] {
  return timed
    .toSorted((left, right) => right.ms - left.ms)
    .slice(0, shownMax)
    .map(({ ms, text }) => `${(ms / 1_000).toFixed(1).padStart(7)} s  ${text}`);
}
