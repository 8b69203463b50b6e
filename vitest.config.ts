import { defineConfig } from 'vitest/config';

/**
 * Ends a test that hangs. No test is judged by it: a test waits for its condition without a limit of its own, however slow the machine is.
 */
const hangsAfterMs = 20 * 60_000;

/**
 * One configuration for every project: Nx runs it with `--root <project>`. The JSON report is what the closing
 * `N passed, N failed` line is counted from, also when Nx answers from its cache.
 */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    testTimeout: hangsAfterMs,
    hookTimeout: hangsAfterMs,
    // A poll that never holds ends a little earlier than its test, so that it can say what it saw last.
    expect: { poll: { timeout: 0.9 * hangsAfterMs, interval: 20 } },
    // The logs of a test that fails are shown, nobody reads the others.
    silent: 'passed-only',
    maxWorkers: 2,
    // A local cloud does not run beside another one.
    fileParallelism: !/drill$/.test(process.cwd()),
    // Loading the CDK takes longer than all tests that use nothing else; they keep no state between files.
    isolate: !/(platform|cdk-kit)$/.test(process.cwd()),
  },
});
