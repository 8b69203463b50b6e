import { expect, test } from 'vitest';
import { tallyLine, tallyOf } from '../../src/testing/tally.ts';
import type { TestReport } from '../../src/testing/test-report.ts';

const report = (over: Partial<TestReport>): TestReport => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...over,
});

test('a report is counted as it stands', () => {
  expect(tallyOf(report({ numPassedTests: 3, numFailedTests: 1, numTodoTests: 2 }))).toEqual({
    passed: 3,
    failed: 1,
    skipped: 2,
  });
});

test('a file that did not load is a failure, although it failed no test', () => {
  const testResults = [{ name: 'a.test.ts', status: 'failed', startTime: 0, endTime: 0, assertionResults: [] }];
  expect(tallyOf(report({ numPassedTests: 3, testResults }))).toEqual({ passed: 3, failed: 1, skipped: 0 });
});

test.each([
  [{ passed: 2, failed: 0, skipped: 0 }, '2 passed, 0 failed'],
  [{ passed: 2, failed: 1, skipped: 3 }, '2 passed, 1 failed, 3 skipped'],
])('the closing line of %o is "%s"', (tally, line) => {
  expect(tallyLine(tally)).toBe(line);
});
