import { expect, test } from 'vitest';
import { detectionPolicyFor } from '../../src/domain/detection-policy.ts';
import { executionNameOf, type FailoverOrder } from '../../src/domain/failover-order.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { blankMemory, type Watch, watchRegion } from '../../src/watching/watch-region.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { eyesThatSee, FakeRegionState } from '../support/fakes.ts';
import { intervalMs, looks } from '../support/looks.ts';

/** A watcher in us-east-2 that sees what was recorded, one look a second. */
function aWatch(recorded: readonly Observation[], over: Partial<Watch> = {}) {
  const clock = new FakeClock();
  const orders: FailoverOrder[] = [];
  const names = new Set<string>();
  const eyes = eyesThatSee(recorded, clock);
  const watch: Watch = {
    region: 'us-east-2',
    policy: detectionPolicyFor({ signalIntervalMs: intervalMs, breachesToAct: 3 }),
    state: new FakeRegionState(),
    eyes,
    machine: {
      start: async (order) => {
        const name = executionNameOf(order);
        if (names.has(name)) return 'already_started';
        names.add(name);
        orders.push(order);
        return 'started';
      },
    },
    drills: undefined,
    ...over,
  };
  return { watch, clock, orders, eyes };
}

async function run({ watch, clock }: ReturnType<typeof aWatch>, count: number, memory = blankMemory) {
  const kinds: string[] = [];
  for (let look = 0; look < count; look += 1) {
    const watched = await watchRegion(watch, memory);
    memory = watched.memory;
    kinds.push(watched.step.kind);
    await clock.sleep(intervalMs);
  }
  return { kinds, memory };
}

const lost = looks({ heartbeat: '..xxxx', probe: '..xxxx', replication: '..xxxx' });

test('the active region watches nobody', async () => {
  const active = aWatch(lost, { state: new FakeRegionState({ activeRegion: 'us-east-2' }) });
  expect(await run(active, 3)).toMatchObject({ kinds: ['active', 'active', 'active'], memory: blankMemory });
  expect(active.eyes.looked).toBe(0);
});

test('a lost region is ordered to be left once, however often it is seen to be lost', async () => {
  const standby = aWatch(lost);
  const { kinds } = await run(standby, 6);
  expect(kinds).toEqual(['watched', 'watched', 'watched', 'watched', 'ordered', 'ordered']);
  expect(standby.orders).toMatchObject([
    {
      epoch: 1,
      fromRegion: 'us-east-1',
      toRegion: 'us-east-2',
      attempt: 1,
      evidence: { signals: ['probe', 'replication'] },
      faults: { skipRecover: false },
    },
  ]);
});

test('after the epoch has moved to this region, the watcher stops by itself', async () => {
  const state = new FakeRegionState();
  const standby = aWatch(lost, { state });
  const { memory } = await run(standby, 5);
  state.item = { ...state.item, epoch: 2, activeRegion: 'us-east-2' };
  expect((await run(standby, 1, memory)).kinds).toEqual(['active']);
});

test('what was seen under an earlier epoch does not count under the next', async () => {
  const state = new FakeRegionState();
  const restored = aWatch(looks({ probe: 'x', replication: 'x' }, 4), { state });
  const { memory } = await run(restored, 2);
  state.item = { ...state.item, epoch: 3 };
  expect((await run(restored, 2, memory)).kinds).toEqual(['watched', 'watched']);
});

test('a restored region watches the region that took over, and gives it up only when that is lost too', async () => {
  const state = new FakeRegionState({ epoch: 2, activeRegion: 'us-east-2' });
  const healthy = aWatch(looks({}, 50), { region: 'us-east-1', state });
  await run(healthy, 50);
  expect(healthy.orders).toEqual([]);
  // Heartbeats of epoch 1 are no sign of life under epoch 2: probe and replication decide.
  const lostToo = aWatch(lost, { region: 'us-east-1', state });
  await run(lostToo, 6);
  expect(lostToo.orders).toMatchObject([{ epoch: 2, fromRegion: 'us-east-2', toRegion: 'us-east-1' }]);
});

test("a drill's faults travel with the order, where drills are heeded", async () => {
  const drilled = aWatch(lost, { drills: { readFaults: async () => ({ skipRecover: true }) } });
  await run(drilled, 5);
  expect(drilled.orders).toMatchObject([{ faults: { skipRecover: true } }]);
});
