import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ADrill {
  /** Below the folder of reports. */
  readonly folder: string;
  readonly scenario?: string;
  readonly seed?: number;
  readonly startedAt?: string;
  readonly commit?: string | null;
  readonly passed?: boolean;
  readonly load?: number;
  readonly bookedMs?: number | null;
  readonly recoverMs?: number;
}

export const commits = { older: 'a'.repeat(40), newer: 'b'.repeat(40) } as const;

/** Eight drills of two scenarios and two commits; the last one is slower than those before allow for, and began on a busy machine. */
export const severalDrills: readonly ADrill[] = [
  ...[4700, 5100, 4400].map((bookedMs, at) => ({ folder: `${at + 1}`, seed: at + 1, bookedMs })),
  { folder: 'all/partition', scenario: 'partition', seed: 4, bookedMs: 6100 },
  { folder: 'all/poison-record', scenario: 'poison-record', seed: 4, bookedMs: null, passed: false },
  ...[4900, 4600].map((bookedMs, at) => ({
    ...{ folder: `${at + 7}`, seed: at + 7, bookedMs },
    ...{ commit: commits.newer, startedAt: `2026-01-0${at + 2}T00:00:00.000Z` },
  })),
  {
    ...{ folder: 'region-loss-9-20260104T000000', seed: 9, bookedMs: 7200, recoverMs: 6000 },
    ...{ commit: commits.newer, load: 5, startedAt: '2026-01-04T00:00:00.000Z' },
  },
];

/** A folder of reports as drills leave them, with as much of each as a history reads. */
export function someReports(drills: readonly ADrill[] = severalDrills): string {
  const root = mkdtempSync(join(tmpdir(), 'console-reports-'));
  for (const drill of drills) leaveReport(root, drill);
  return root;
}

export function leaveReport(root: string, drill: ADrill): void {
  const { folder, scenario = 'region-loss', seed = 7, startedAt = '2026-01-01T00:00:00.000Z' } = drill;
  const { commit = commits.older, passed = true, load = 1, bookedMs = 4800, recoverMs = 4200 } = drill;
  const path = join(root, folder);
  mkdirSync(path, { recursive: true });
  const report = {
    ...{ scenario, seed, startedAt, tookMs: 48_900 },
    objectives: { firstPostedMs: 5000 },
    achieved: { detectedMs: 2011, firstAcceptedMs: 3338, firstPostedMs: bookedMs, firstChangedMs: 7713 },
    conditions: { loadAverage: load, machine: { cores: 2 } },
    provenance: { commit },
    verdict: { pass: passed },
  };
  const endedAt = new Date(Date.parse(startedAt) + recoverMs).toISOString();
  const failover = { stages: [{ stage: 'recover-services', startedAt, endedAt }] };
  writeFileSync(join(path, 'report.json'), JSON.stringify(report));
  writeFileSync(join(path, 'failovers.ndjson'), `${JSON.stringify(failover)}\n`);
  writeFileSync(
    join(path, 'report.html'),
    `<!doctype html><html lang="en"><title>Drill ${scenario}, seed ${seed}</title><style>p { color: green; }</style><main><h1>Drill ${scenario}</h1><p>${passed ? 'It passed.' : 'It failed.'}</p></main></html>`,
  );
}
