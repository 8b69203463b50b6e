import { expect, test } from 'vitest';
import { failuresIn, NxOutput } from '../../src/testing/nx-output.ts';

const written = (project: string) => `JSON report written to /r/${project}/test-results/vitest.json`;
const passing = ['', '> nx run bench:test', '', '> vitest run', ' ✓ test/a.test.ts (5 tests)', written('bench')];
const failing = [
  '> nx run drill:test  [local cache]',
  '{"level":"INFO","message":"a line that the product logs"}',
  ' ✓ test/b.test.ts (5 tests)',
  '⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯',
  ' FAIL  test/c.test.ts > counts',
  written('drill'),
];
const summary = [
  '',
  ' NX   Running target test for 2 projects failed',
  '',
  'Failed tasks:',
  '',
  '- drill:test',
  '- cli:build',
];

test('a project is known to have ended with the last line of its tests', () => {
  const output = new NxOutput();
  const ended = [...passing, ...failing].map((line) => output.take(line)).filter((task) => task !== undefined);
  expect(ended).toMatchObject([
    { task: 'bench:test', isCached: false },
    { task: 'drill:test', isCached: true },
  ]);
});

test('the summary names what failed, builds as well', () => {
  const output = new NxOutput();
  for (const line of summary) output.takeError(line);
  expect(output.failedTasks).toEqual(['drill:test', 'cli:build']);
});

test('of a project that failed only the failures are shown, without what the product logs', () => {
  expect(failuresIn(failing.slice(1))).toEqual(failing.slice(3, 5));
});

test('all is shown of a task that failed without a word about tests', () => {
  expect(failuresIn(['error TS2304: Cannot find name'])).toEqual(['error TS2304: Cannot find name']);
});
