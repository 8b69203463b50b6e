import { expect, test } from 'vitest';
import { slowestLines } from '../../src/testing/slowest-tests.ts';

test('the slowest come first, ten tests and ten files', () => {
  const assertionResults = Array.from({ length: 12 }, (_, at) => ({
    fullName: `test ${at}`,
    status: 'passed',
    duration: at === 0 ? null : at * 1_000,
  }));
  const report = {
    ...{ numPassedTests: 11, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 },
    testResults: [{ name: '/r/a/x.test.ts', status: 'passed', startTime: 1_000, endTime: 91_500, assertionResults }],
  };
  const lines = slowestLines('/r', [report]);
  expect(lines.slice(0, 3)).toEqual([
    'the 10 slowest tests',
    '   11.0 s  a/x.test.ts: test 11',
    '   10.0 s  a/x.test.ts: test 10',
  ]);
  expect(lines.slice(11)).toEqual(['the 10 slowest files, with their hooks', '   90.5 s  a/x.test.ts']);
});
