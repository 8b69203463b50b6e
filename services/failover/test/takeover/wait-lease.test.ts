import { expect, test } from 'vitest';
import { waitLease } from '../../src/takeover/wait-lease.ts';
import { FakeClock } from '../support/fake-clock.ts';

test('waits a whole lease', async () => {
  const clock = new FakeClock();
  await waitLease({ clock, leaseMs: 1_000 });
  expect(clock.steadyMs()).toBe(1_000);
});

test('waits no shorter when somebody sets the clock forward', async () => {
  const clock = new FakeClock();
  clock.jump(3_600_000);
  await waitLease({ clock, leaseMs: 1_000 });
  expect(clock.steadyMs()).toBe(1_000);
});
