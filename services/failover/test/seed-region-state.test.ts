import type { RegionState } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { seedRegionState } from '../src/seed-region-state.ts';
import { FakeClock } from './support/fake-clock.ts';

test('the first state is tried again while the table is not there yet', async () => {
  let attempts = 0;
  const seeded: RegionState[] = [];
  const table = {
    seed: async (state: RegionState) => {
      attempts += 1;
      if (attempts < 4) throw new Error('ResourceNotFoundException');
      seeded.push(state);
      return 'seeded' as const;
    },
  };
  const onRetry = () => {};
  await seedRegionState({ table, primaryRegion: 'us-east-1', clock: new FakeClock(), onRetry });
  expect(seeded).toMatchObject([{ pk: 'region-state', epoch: 1, activeRegion: 'us-east-1', mode: 'open' }]);
});

test('a deployment fails when the state can not be seeded, and keeps the cause', async () => {
  const cause = new Error('AccessDenied');
  const table = { seed: () => Promise.reject(cause) };
  await expect(
    seedRegionState({ table, primaryRegion: 'us-east-1', clock: new FakeClock(), onRetry: () => {} }),
  ).rejects.toMatchObject({ cause });
});
