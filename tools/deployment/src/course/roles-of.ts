import type { RegionState } from '@redoubt/contracts';
import type { Roles } from '../plan/stack-version.ts';

/** Roles by the region state: while a takeover is under way nothing may be deployed. */
export function rolesOf({
  activeRegion,
  mode,
  stage,
  epoch,
}: Pick<RegionState, 'activeRegion' | 'mode' | 'stage' | 'epoch'>): Roles {
  // The first epoch was taken over from nobody.
  const isOver = mode === 'open' && (epoch === 1 || stage === 'verified');
  return isOver ? { activeRegion } : { activeRegion, moving: `${activeRegion} takes over: ${mode}, ${stage}` };
}
