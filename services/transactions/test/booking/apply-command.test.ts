import { FaultError, type LeaseView, leaseViewOf } from '@redoubt/lambda-kit';
import { expect, test } from 'vitest';
import type { Application } from '../../src/adapters/ledger.ts';
import type { ApplyAnswer } from '../../src/adapters/ledger-answers.ts';
import { WriterUnreachable } from '../../src/adapters/writer-unreachable.ts';
import { applyCommand } from '../../src/booking/apply-command.ts';
import { aCommand } from '../support/a-command.ts';
import { standstill } from '../support/standstill.ts';

const command = aCommand();
const open = leaseViewOf({ epoch: 2, activeRegion: 'us-east-2', mode: 'open', stage: 'verified' }, 'us-east-2');
const applied: ApplyAnswer = {
  outcome: 'applied',
  paymentId: command.paymentId,
  status: 'captured',
  version: 2,
  feeMinor: '14',
  recordedAt: '2030-01-31T12:00:00.000Z',
  replayed: false,
  events: [],
};

/** Plays leases and ledger answers in turn, the last one for ever, on a clock that moves by pauses alone. */
function played({
  leases = [open],
  answers = [applied],
}: {
  readonly leases?: readonly (LeaseView | Error)[];
  readonly answers?: readonly (ApplyAnswer | Error)[];
}) {
  const calls: Application[] = [];
  const clock = standstill();
  const turn = <T>(steps: readonly (T | Error)[], at: number): T => {
    const step = steps[Math.min(at, steps.length - 1)];
    if (step instanceof Error) throw step;
    return step as T;
  };
  let looks = 0;
  return {
    calls,
    nowMs: clock.nowMs,
    dependencies: {
      lease: { current: async () => turn(leases, looks++) },
      ledger: {
        async apply(application: Application) {
          calls.push(application);
          return turn(answers, calls.length - 1);
        },
      },
      clock,
    },
  };
}

test('applies at once under the epoch of the lease', async () => {
  const { dependencies, calls, nowMs } = played({});
  expect(await applyCommand(command, dependencies, 1_000)).toEqual(applied);
  expect(calls).toEqual([{ epoch: 2, originRegion: 'us-east-2', command, appliedBy: 'consumer' }]);
  expect(nowMs()).toBe(0);
});

test('leaves the command to the active region without touching the ledger', async () => {
  const { dependencies, calls } = played({ leases: [{ ...open, activeRegion: 'us-east-1', isActive: false }] });
  expect(await applyCommand(command, dependencies, 1_000)).toEqual({
    outcome: 'left_to_active_region',
    activeRegion: 'us-east-1',
  });
  expect(calls).toEqual([]);
});

test.each<[string, Parameters<typeof played>[0]]>([
  [
    'the region recovers',
    {
      leases: [
        { ...open, mode: 'recovering', stage: 'fenced', canBook: false, canChange: false },
        { ...open, mode: 'recovering', stage: 'fenced', canBook: false, canChange: false },
        open,
      ],
    },
  ],
  ['the ledger has not opened the epoch', { answers: [{ outcome: 'epoch_not_open', epoch: 1 }, applied] }],
  ['its lease is older than the ledger', { answers: [{ outcome: 'stale_epoch', epoch: 3 }, applied] }],
  ['the database is a standby', { answers: [new WriterUnreachable('refused_by_standby', 'standby'), applied] }],
  ['an outcome is unknown', { answers: [new WriterUnreachable('unknown', 'timeout'), applied] }],
  ['the region state gives no answer', { leases: [new FaultError('region_state_unreachable', 'timeout'), open] }],
])('FO4: an accepted payment waits and is tried again while %s', async (_, steps) => {
  const { dependencies, nowMs } = played(steps);
  expect(await applyCommand(command, dependencies, 10_000)).toEqual(applied);
  expect(nowMs()).toBeGreaterThan(0);
});

test('gives up at its deadline with the fault of the last try', async () => {
  const { dependencies, nowMs } = played({
    leases: [{ ...open, mode: 'recovering', stage: 'fenced', canBook: false, canChange: false }],
  });
  await expect(applyCommand(command, dependencies, 1_000)).rejects.toMatchObject({ code: 'epoch_not_open' });
  expect(nowMs()).toBe(1_000);
});

test('does not wait for a mistake to go away', async () => {
  const { dependencies, nowMs } = played({ answers: [new Error('column "x" does not exist')] });
  await expect(applyCommand(command, dependencies, 1_000)).rejects.toThrow('column "x" does not exist');
  expect(nowMs()).toBe(0);
});
