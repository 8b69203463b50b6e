import { defineConfig } from 'vitest/config';

/**
 * One configuration for every project: Nx runs it with `--root <project>`. The JSON report is what the closing
 * `N passed, N failed` line is counted from, also when Nx answers from its cache.
 */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    // One generous limit for whatever hangs: tests wait for conditions, and a slow machine fails none of them.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    maxWorkers: 2,
    // Loading the CDK takes longer than all tests that use nothing else; they keep no state between files.
    isolate: !/(platform|cdk-kit)$/.test(process.cwd()),
  },
});
