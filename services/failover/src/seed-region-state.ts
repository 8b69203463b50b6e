import { type RegionState, regionStateKey } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { RegionStateTable } from './adapters/region-state-table.ts';
import { pollUntil } from './poll-until.ts';

/** How long a deployment waits for a table that has just been made, in milliseconds. */
const seedLimitMs = 60_000;

/** The state before any failover. */
function firstState(activeRegion: string, since: string): RegionState {
  return {
    pk: regionStateKey,
    version: 1,
    epoch: 1,
    activeRegion,
    writerEpoch: 1,
    mode: 'open',
    stage: 'verified',
    since,
    by: 'seed',
    stages: [],
    automaticMoves: [],
  };
}

/** Makes the primary region active under epoch 1, unless it was ever decided who is. */
export async function seedRegionState(seeding: {
  readonly table: Pick<RegionStateTable, 'seed'>;
  readonly primaryRegion: string;
  readonly clock: Clock;
  onRetry(error: unknown): void;
}): Promise<'seeded' | 'present'> {
  const { table, primaryRegion, clock, onRetry } = seeding;
  const since = new Date(clock.nowMs()).toISOString();
  let lastError: unknown;
  const outcome = await pollUntil({ clock, limitMs: seedLimitMs }, async () => {
    try {
      return await table.seed(firstState(primaryRegion, since));
    } catch (error) {
      // Both regions' deployments write at once, and replicas may still be coming up.
      lastError = error;
      onRetry(error);
      return undefined;
    }
  });
  if (outcome !== undefined) return outcome;
  throw new Error(
    `the region state could not be seeded within ${seedLimitMs} ms; is the table active in all regions?`,
    {
      cause: lastError,
    },
  );
}
