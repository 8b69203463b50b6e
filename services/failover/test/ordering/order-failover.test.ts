import type { ProbeResult, RegionState } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import type { FailoverOrder } from '../../src/domain/failover-order.ts';
import type { OwnDatabase } from '../../src/domain/promotability.ts';
import { orderFailover } from '../../src/ordering/order-failover.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aReplica, FakeRegionState, readyGrounds } from '../support/fakes.ts';

const writer = { ...aReplica, role: 'writer' } as const;
const unready: ProbeResult = { service: 'transactions', ready: false, reasons: ['warming up'] };

/** An order of anna into us-east-2. */
async function order(
  over: {
    readonly state?: Partial<RegionState>;
    readonly database?: OwnDatabase;
    readonly grounds?: Parameters<typeof readyGrounds>[0];
    readonly isForced?: boolean;
    readonly isDryRun?: boolean;
  } = {},
) {
  const { database = aReplica, isForced = false, isDryRun = false } = over;
  const started: FailoverOrder[] = [];
  const state = new FakeRegionState(over.state);
  const before = JSON.stringify(state.item);
  const clock = new FakeClock();
  const machine = {
    start: async (given: FailoverOrder) => {
      started.push(given);
      return 'started' as const;
    },
  };
  const answer = await orderFailover(
    { ...readyGrounds(over.grounds), state, clock, machine, database: { own: async () => database } },
    { by: 'anna', reason: 'its numbers are wrong', isForced, isDryRun },
  );
  expect(JSON.stringify(state.item), 'an order itself changes nothing').toBe(before);
  return { answer, started, at: new Date(clock.nowMs()).toISOString() };
}

test('13 leaves a healthy region: the state machine is started with the person`s word', async () => {
  const { answer, started, at } = await order();
  expect(answer).toMatchObject({ outcome: 'started', kind: 'fail_over', epoch: 2, obstacles: [] });
  const ordered = { by: 'anna', reason: 'its numbers are wrong', at, isForced: false };
  expect(started).toEqual([{ kind: 'fail_over', epoch: 1, fromRegion: 'us-east-1', toRegion: 'us-east-2', ordered }]);
});

test('13 a dry run starts nothing, and says what would happen and up to when the replica has everything', async () => {
  const { answer, started } = await order({ isDryRun: true });
  expect(started).toEqual([]);
  expect(answer).toMatchObject({ outcome: 'planned', replicatedUpTo: '2030-01-31T11:59:59.000Z' });
  expect(answer.steps.map((step) => step.split(':')[0])).toEqual([
    ...['confirm-order', 'begin-epoch', 'promote-database', 'wait-lease'],
    ...['open-writes', 'recover-services', 'verify-canary', 'report-failover'],
  ]);
  expect(answer.steps.join(' ')).toContain('writes of us-east-1 are refused');
});

test('13 a dry run lists everything that is in the way, with its remedy', async () => {
  const over = { database: { ...aReplica, isAvailable: false }, grounds: { markEpoch: 0, probe: unready } };
  const { answer, started } = await order({ ...over, isDryRun: true });
  expect(answer.obstacles.map(({ text, isForceable }) => [text, isForceable])).toEqual([
    ['database_unavailable', false],
    ['never_replicated', false],
    ['transactions: warming up', true],
  ]);
  for (const { mend } of answer.obstacles) expect(mend).toMatch(/\S{3,}/);
  expect(started).toEqual([]);
});

test('13 is refused when the region could not take over', async () => {
  const { answer, started } = await order({ grounds: { probe: unready } });
  expect(answer.outcome).toBe('refused');
  expect(started).toEqual([]);
});

test('13 force goes past a service that is not ready, and the order says so', async () => {
  const { answer, started } = await order({ grounds: { probe: unready }, isForced: true });
  expect(answer.outcome).toBe('started');
  expect(started[0]?.ordered?.isForced).toBe(true);
});

test.each<[string, Parameters<typeof order>[0], string]>([
  ['a database that is down', { database: { ...aReplica, isAvailable: false } }, 'database_unavailable'],
  ['books that are not the writer`s', { grounds: { markEpoch: 0 } }, 'never_replicated'],
  ['roles that are changing', { database: { ...aReplica, isInTransition: true } }, 'database_in_transition'],
  ['a region that is active', { state: { activeRegion: 'us-east-2' } }, 'active_already'],
])('13 force does not go past %s', async (_, over, obstacle) => {
  const { answer, started } = await order({ ...over, isForced: true });
  expect(answer).toMatchObject({ outcome: 'refused', obstacles: [{ text: obstacle, isForceable: false }] });
  expect(started).toEqual([]);
});

test('13 waits for the end of a takeover that is being worked on, unless it is forced', async () => {
  const at = (ms: number) => new Date(new FakeClock().nowMs() + ms).toISOString();
  const state = (until: string) => ({ stage: 'recovered', worker: { execution: 'one', until, attempt: 1 } }) as const;
  const busy = await order({ state: state(at(1)) });
  expect(busy.answer).toMatchObject({ outcome: 'refused', obstacles: [{ isForceable: true }] });
  expect((await order({ state: state(at(1)), isForced: true })).answer.outcome).toBe('started');
  expect((await order({ state: state(at(0)) })).answer.outcome).toBe('started');
});

test('13 into the old writer of a takeover that has promoted nothing is a hand-back', async () => {
  const { answer, started } = await order({ state: { mode: 'recovering', stage: 'fenced' }, database: writer });
  expect(answer).toMatchObject({ outcome: 'started', kind: 'hand_back', obstacles: [] });
  expect(started[0]?.kind).toBe('hand_back');
});
