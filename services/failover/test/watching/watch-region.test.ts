import type { ProbeResult, RecoveryRequest, RegionState } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import type { LastOrder } from '../../src/domain/decide-duty.ts';
import { nothingSeen } from '../../src/domain/detection.ts';
import type { ApprovalPolicy } from '../../src/domain/detection-policy.ts';
import { executionNameOf, type FailoverOrder } from '../../src/domain/failover-order.ts';
import type { Observation } from '../../src/domain/observation.ts';
import type { OwnDatabase } from '../../src/domain/promotability.ts';
import { type WatchStep, watchRegion } from '../../src/watching/watch-region.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { acting, aReplica, FakeRegionState, policy, readyGrounds, sourcesOf } from '../support/fakes.ts';
import { intervalMs, observations } from '../support/observations.ts';

const atStake = { commands: 5, payments: 3, amountsMinor: { EUR: '1050' }, isPartial: false };

/** A watcher in us-east-2 that observes what was recorded, once a second. */
function aWatch(
  recorded: readonly Observation[],
  over: {
    readonly state?: Partial<RegionState>;
    readonly database?: OwnDatabase;
    readonly hold?: boolean;
    readonly approval?: ApprovalPolicy;
  } = {},
) {
  const clock = new FakeClock();
  const orders: FailoverOrder[] = [];
  const names = new Set<string>();
  let asked = 0;
  const grounds = readyGrounds();
  const watch = {
    ...grounds,
    contract: {
      ...grounds.contract,
      probe: async (_: unknown, { replicatedUpTo }: RecoveryRequest): Promise<ProbeResult> => ({
        ...(await grounds.contract.probe()),
        ...(replicatedUpTo === undefined ? {} : { atStake }),
      }),
    },
    peerRegion: 'us-east-1',
    policy,
    acting: { ...acting, approval: over.approval ?? acting.approval },
    state: new FakeRegionState(over.state),
    sources: sourcesOf(recorded, clock),
    database: {
      own: async () => {
        asked += 1;
        return over.database ?? aReplica;
      },
    },
    machine: {
      start: async (order: FailoverOrder, nowMs: number) => {
        const name = executionNameOf(order, nowMs);
        if (names.has(name)) return 'already_started' as const;
        names.add(name);
        orders.push(order);
        return 'started' as const;
      },
    },
    drills: over.hold === undefined ? undefined : { readFaults: async () => ({ skipRecover: false, hold: true }) },
  };
  async function run(count: number): Promise<WatchStep[]> {
    const steps: WatchStep[] = [];
    let detection = nothingSeen(0);
    let lastOrder: LastOrder | undefined;
    for (let at = 0; at < count; at += 1) {
      const step = await watchRegion(watch, detection, lastOrder);
      ({ detection, lastOrder } = step);
      steps.push(step);
      clock.spend(intervalMs);
    }
    return steps;
  }
  return { run, orders, state: watch.state, asked: () => asked };
}

const lost = observations({ acknowledge: '.xxxxxxxxx', reach: '.xxxxxxxxx' });

test('orders a failover from a region that is lost, with the evidence', async () => {
  const { run, orders } = aWatch(lost);
  await run(4);
  expect(orders).toMatchObject([{ kind: 'fail_over', epoch: 1, fromRegion: 'us-east-1', toRegion: 'us-east-2' }]);
  expect(orders[0]?.evidence?.signals).toEqual(['acknowledge', 'reach']);
});

test('does not bother the database while all is well', async () => {
  const { run, asked } = aWatch(observations({}, 20));
  expect((await run(20)).map(({ duty }) => duty.kind)).toEqual(Array(20).fill('none'));
  expect(asked()).toBe(0);
});

test.each([
  ['not given again while its execution may still be starting', 11, 1],
  ['given again when nothing has come of it after eight looks', 12, 2],
])('an order is %s', async (_, looks, count) => {
  const { run, orders } = aWatch(lost);
  await run(looks);
  expect(orders).toHaveLength(count);
});

test('a takeover that nobody works on is resumed by one order, however long its execution takes to claim it', async () => {
  const { run, orders } = aWatch(lost, {
    state: { epoch: 2, activeRegion: 'us-east-2', mode: 'recovering', stage: 'promoted' },
  });
  await run(8);
  expect(orders).toHaveLength(1);
});

test('is blocked, not promoted, when its database is down', async () => {
  const { run, orders } = aWatch(lost, { database: { ...aReplica, isAvailable: false } });
  expect((await run(8)).at(-1)?.duty).toEqual({ kind: 'blocked', obstacles: ['database_unavailable'] });
  expect(orders).toEqual([]);
});

test('a drill may hold it', async () => {
  const { run, orders } = aWatch(lost, { hold: true });
  expect((await run(8)).at(-1)?.duty).toEqual({ kind: 'hold', because: 'drill' });
  expect(orders).toEqual([]);
});

test('takes back what was fenced and can not be promoted', async () => {
  const fenced = { epoch: 2, activeRegion: 'us-east-1', mode: 'recovering', stage: 'fenced' } as const;
  const { run, orders } = aWatch(observations({}, 3), {
    state: { ...fenced, obstacle: 'database_unavailable' },
    database: { ...aReplica, role: 'writer' },
  });
  await run(1);
  expect(orders).toMatchObject([{ kind: 'hand_back', epoch: 2, fromRegion: 'us-east-1', toRegion: 'us-east-2' }]);
});

test('the active region finishes its takeover, and observes nobody', async () => {
  const { run, orders, asked } = aWatch(lost, {
    state: { epoch: 2, activeRegion: 'us-east-2', mode: 'recovering', stage: 'promoted' },
  });
  await run(1);
  expect(orders).toEqual([{ kind: 'resume', epoch: 2, fromRegion: 'us-east-1', toRegion: 'us-east-2' }]);
  expect(asked()).toBe(0);
});

test('observations of an earlier epoch say nothing about the next', async () => {
  const { run, orders, state } = aWatch(lost, { database: { ...aReplica, isAvailable: false } });
  await run(3);
  state.item = { ...state.item, epoch: 3 };
  const [first] = await run(1);
  expect(first?.assessment).toEqual({ kind: 'well' });
  expect(orders).toEqual([]);
});

const approval: ApprovalPolicy = { mode: 'approve', waitMs: 60_000, afterwards: 'stand_down' };

test('13 asks people instead of beginning, with everything that they have to know', async () => {
  const { run, orders, state } = aWatch(lost, { approval });
  const steps = await run(10);
  expect(orders).toEqual([]);
  expect(state.item).toMatchObject({
    epoch: 1,
    question: { toRegion: 'us-east-2', afterwards: 'stand_down', cause: 'cannot_acknowledge' },
  });
  const { question } = state.item;
  expect(question?.down.map(({ signal }) => signal)).toEqual(['acknowledge', 'reach']);
  expect(Date.parse(question?.answerBy ?? '') - Date.parse(question?.askedAt ?? '')).toBe(60_000);
  expect(question?.replicatedUpTo).toBe('2030-01-31T11:59:59.000Z');
  expect(question?.atStake).toEqual(atStake);
  expect(steps.filter(({ duty }) => duty.kind === 'request_approval')).toHaveLength(1);
});

test('13 begins when it is approved, and not when it is rejected', async () => {
  for (const kind of ['approve', 'reject'] as const) {
    const { run, orders, state } = aWatch(lost, { approval });
    await run(4);
    await state.change({ kind, epoch: 1, word: { by: 'anna', reason: 'a test', at: '2030-01-31T12:00:00.000Z' } });
    const [step] = (await run(4)).slice(-1);
    expect(orders.map((order) => order.kind)).toEqual(kind === 'approve' ? ['fail_over'] : []);
    if (kind === 'reject') expect(step?.duty).toEqual({ kind: 'hold', because: 'rejected' });
  }
});

test('13 takes the question back when the region was well for a whole window, and no sooner', async () => {
  const question: RegionState['question'] = {
    toRegion: 'us-east-2',
    askedAt: '2030-01-31T12:00:00.000Z',
    answerBy: '2030-01-31T13:00:00.000Z',
    afterwards: 'stand_down',
    cause: 'cannot_book',
    down: [],
  };
  const { run, state } = aWatch(observations({}, 20), { approval, state: { question } });
  await run(policy.windowLength - 1);
  expect(state.item.question).toEqual(question);
  const again = aWatch(observations({}, 20), { approval, state: { question } });
  expect((await again.run(policy.windowLength)).at(-1)?.duty).toEqual({ kind: 'withdraw_question' });
  expect(again.state.item.question).toBeUndefined();
});

test('13 only announces where people decide everything', async () => {
  const { run, orders, state } = aWatch(lost, { approval: { ...approval, mode: 'observe' } });
  expect((await run(8)).at(-1)?.duty).toEqual({ kind: 'hold', because: 'observe' });
  expect(orders).toEqual([]);
  expect(state.item.question).toBeUndefined();
});
