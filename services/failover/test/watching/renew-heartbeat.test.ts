import type { Heartbeat } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { renewHeartbeat } from '../../src/watching/renew-heartbeat.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRegionState } from '../support/fakes.ts';

test.each<[string, 'renewed' | 'standby', number]>([
  ['us-east-1', 'renewed', 1],
  ['us-east-2', 'standby', 0],
])('in %s, while us-east-1 is active, the heartbeat is %s', async (region, outcome, count) => {
  const beats: Omit<Heartbeat, 'pk'>[] = [];
  const signals = { putHeartbeat: async (beat: Omit<Heartbeat, 'pk'>) => void beats.push(beat) };
  expect(await renewHeartbeat({ signals, region, clock: new FakeClock() }, aRegionState(), undefined)).toBe(outcome);
  expect(beats).toHaveLength(count);
});

test('a restored region that finds a higher epoch stays silent', async () => {
  const signals = { putHeartbeat: () => Promise.reject(new Error('it must not')) };
  const state = aRegionState({ epoch: 2, activeRegion: 'us-east-2' });
  expect(await renewHeartbeat({ signals, region: 'us-east-1', clock: new FakeClock() }, state, undefined)).toBe(
    'standby',
  );
});
