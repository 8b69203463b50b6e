import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import type { CloudStatus } from '@redoubt/local-cloud';

/** Conditions under which the figures of a report were measured. */
export interface Conditions {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGb: number };
  readonly system: string;
  readonly node: string;
  /** Load average over one minute when the drill began; above the number of cores the figures are too bad. */
  readonly loadAverage: number;
  readonly topology: string;
  readonly environmentSuffix: string;
  readonly regions: readonly { readonly region: string; readonly seat: string }[];
  /** Time between two health checks, in milliseconds, as used here. */
  readonly healthCheckIntervalMs: number;
  /** Requests per second and how long. */
  readonly load: { readonly rate: number; readonly seconds: number };
}

export function conditionsOf(
  status: CloudStatus,
  asked: Pick<Conditions, 'topology' | 'healthCheckIntervalMs' | 'load'>,
): Conditions {
  const cores = cpus();
  return {
    machine: {
      cpu: cores[0]?.model.trim() ?? 'unknown',
      cores: cores.length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
    },
    system: `${platform()} ${release()} ${arch()}`,
    node: process.versions.node,
    loadAverage: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    topology: asked.topology,
    environmentSuffix: status.suffix,
    regions: status.regions.map(({ region, seat }) => ({ region, seat })),
    healthCheckIntervalMs: asked.healthCheckIntervalMs,
    load: asked.load,
  };
}
