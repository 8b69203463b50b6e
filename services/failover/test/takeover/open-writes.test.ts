import { expect, test } from 'vitest';
import { openWrites } from '../../src/takeover/open-writes.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRecovery, aResult, contractOf, FakeRegionState } from '../support/fakes.ts';

const leaseMs = 1_000;

function opening(over: { readonly bumpedMsAgo?: number; readonly contract?: ReturnType<typeof contractOf> } = {}) {
  const clock = new FakeClock();
  const bumpedAtMs = clock.nowMs() - (over.bumpedMsAgo ?? 0);
  const state = new FakeRegionState({ epoch: 2, activeRegion: 'us-east-2', mode: 'recovering', stage: 'promoted' });
  const contract = over.contract ?? contractOf(['transactions']);
  const run = () =>
    openWrites({ contract, state, clock, leaseMs, limitMs: 5_000 }, { recovery: aRecovery, bumpedAtMs });
  return { run, state, clock, contract, bumpedAtMs };
}

test.each<[string, number, number]>([
  ['the whole lease right after the bump', 0, 1_000],
  ['what is left of the lease', 999, 1_000],
  ['nothing when the lease has ended', 1_000, 1_000],
  ['nothing when it ended long ago', 60_000, 60_000],
])('waits %s', async (_, bumpedMsAgo, openAfterMs) => {
  const { run, state, clock, bumpedAtMs } = opening({ bumpedMsAgo });
  await run();
  expect(state.item.stage).toBe('opened');
  expect(clock.nowMs() - bumpedAtMs).toBe(openAfterMs);
});

test('calls every open hook before it says that writes are open', async () => {
  const stages: string[] = [];
  const contract = contractOf(['notifications', 'transactions'], ({ service }) => {
    stages.push(state.item.stage);
    return aResult({ service });
  });
  const { run, state } = opening({ contract });
  expect(await run()).toContain('opened by notifications, transactions');
  expect(stages).toEqual(['promoted', 'promoted']);
});

test('calls a hook again while its database refuses', async () => {
  let refusals = 3;
  const contract = contractOf(['transactions'], () => {
    if (refusals-- > 0) throw new Error('the database is starting');
    return aResult();
  });
  const { run, state } = opening({ contract });
  await run();
  expect(contract.calls).toHaveLength(4);
  expect(state.item.stage).toBe('opened');
});

test('leaves writes closed when a hook never opens, and says which and why', async () => {
  const contract = contractOf(['transactions'], () => {
    throw new Error('no writer here');
  });
  const { run, state } = opening({ contract });
  await expect(run()).rejects.toMatchObject({
    name: 'hook_failed',
    message: expect.stringContaining('no writer here'),
  });
  expect(state.item.stage).toBe('promoted');
});

test('opens nothing under an epoch that has ended', async () => {
  const { run, state } = opening();
  state.item = { ...state.item, epoch: 3, activeRegion: 'us-east-1' };
  await expect(run()).rejects.toMatchObject({ name: 'epoch_moved' });
  expect(state.item.stage).toBe('promoted');
});
