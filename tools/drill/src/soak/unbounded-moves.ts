import type { SourcePlant } from '../plant/planted-fault.ts';

const file = 'services/failover/src/domain/detection-policy.ts';

/** A platform stops after some automatic failovers an hour and pauses between them; a soak needs hundreds. */
export const unboundedMoves: { readonly sources: readonly SourcePlant[] } = {
  sources: [
    { file, find: 'movesMax: movesPerHourMax,', replace: 'movesMax: Number.MAX_SAFE_INTEGER,' },
    { file, find: 'dwellMs: dwellSeconds * 1_000,', replace: 'dwellMs: 0,' },
  ],
};
