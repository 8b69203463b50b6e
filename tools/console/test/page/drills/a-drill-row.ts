import type { DrillRow } from '../../../src/drill-wire.ts';

/** A drill that passed. */
export function aDrillRow(over: Partial<DrillRow> = {}): DrillRow {
  return {
    ...{ folder: '7', scenario: 'region-loss', seed: 7, startedAt: '2026-01-01T00:00:00.000Z', tookMs: 48_900 },
    ...{ commit: 'a'.repeat(40), passed: true, busyness: 0.5 },
    figures: { detectedMs: 2000, firstPostedMs: 4800, 'stage recover-services': 4200 },
    objectives: { firstPostedMs: 5000 },
    ...over,
  };
}
