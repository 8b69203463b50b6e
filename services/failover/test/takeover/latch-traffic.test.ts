import { expect, test } from 'vitest';
import { latchTraffic } from '../../src/takeover/latch-traffic.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRecovery } from '../support/fakes.ts';

test('holds traffic away from the lost region before it lets it back to this one', async () => {
  const done: string[] = [];
  const latches = {
    set: async ({ region, epoch }: { readonly region: string; readonly epoch: number }) => {
      done.push(`set ${region} ${epoch}`);
    },
    releaseOlderThan: async ({ region, epoch }: { readonly region: string; readonly epoch: number }) => {
      done.push(`release ${region} below ${epoch}`);
    },
  };
  await latchTraffic({ latches, clock: new FakeClock() }, aRecovery);
  expect(done).toEqual(['set us-east-1 2', 'release us-east-2 below 2']);
});
