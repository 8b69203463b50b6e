import type { Heartbeat, RegionState } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { seedRegionState } from '../src/seed-region-state.ts';
import { renewHeartbeat } from '../src/watching/renew-heartbeat.ts';
import { FakeClock } from './support/fake-clock.ts';
import { FakeRegionState } from './support/fakes.ts';

test.each<[string, 'renewed' | 'standby', number]>([
  ['us-east-1', 'renewed', 1],
  ['us-east-2', 'standby', 0],
])('in %s, while us-east-1 is active, the heartbeat is %s', async (region, outcome, count) => {
  const beats: Omit<Heartbeat, 'pk'>[] = [];
  const signs = {
    renewHeartbeat: async (beat: Omit<Heartbeat, 'pk'>) => {
      beats.push(beat);
    },
  };
  expect(await renewHeartbeat({ state: new FakeRegionState(), signs, region, clock: new FakeClock() })).toBe(outcome);
  expect(beats).toHaveLength(count);
});

test('a restored region that finds a higher epoch stays silent', async () => {
  const signs = { renewHeartbeat: () => Promise.reject(new Error('it must not')) };
  const state = new FakeRegionState({ epoch: 2, activeRegion: 'us-east-2' });
  expect(await renewHeartbeat({ state, signs, region: 'us-east-1', clock: new FakeClock() })).toBe('standby');
});

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
