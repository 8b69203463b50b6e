import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Adds up the test reports that the projects' runs left behind. A project without a report counts as nothing. */
export function readTally(root: string, folders: readonly string[]): Tally {
  return folders
    .map((folder) => join(root, folder, 'test-results', 'vitest.json'))
    .filter((file) => existsSync(file))
    .map((file) => tallyOf(JSON.parse(readFileSync(file, 'utf8'))))
    .reduce(add, { passed: 0, failed: 0, skipped: 0 });
}

/** Counts one report. A file that did not even load has no tests to fail: it counts as one failure. */
export function tallyOf(report: VitestReport): Tally {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** The closing line: `12 passed, 0 failed`, with the skipped ones named when there are any. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

function add(left: Tally, right: Tally): Tally {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}
