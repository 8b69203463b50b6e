import type { LocalCloud } from '@redoubt/local-cloud';
import { DrillError } from '../drill-error.ts';
import { waitUntil } from '../wait-until.ts';
import type { Roles } from './drill-run.ts';

/** Reads the roles from the region state, once it is seeded. @throws DrillError `unexpected_answer` */
export async function readRoles(
  cloud: LocalCloud,
  { signal, waitMsMax: limitMs }: { readonly signal: AbortSignal; readonly waitMsMax: number },
): Promise<Roles> {
  const roles = await waitUntil(
    async () => {
      const { regionState, regions } = await cloud.status();
      const standby = regions.find(({ region }) => region !== regionState?.activeRegion);
      if (regionState === undefined || standby === undefined) return undefined;
      return { active: regionState.activeRegion, standby: standby.region, epoch: regionState.epoch };
    },
    { limitMs, everyMs: 100, signal },
  );
  if (roles !== undefined) return roles;
  throw new DrillError('unexpected_answer', `no region became active within ${limitMs / 1000} s; see ${cloud.dataDir}`);
}
