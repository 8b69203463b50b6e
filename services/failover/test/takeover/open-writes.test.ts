import { expect, test } from 'vitest';
import { openWrites } from '../../src/takeover/open-writes.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRecovery, aResult, aTakeover, contractOf } from '../support/fakes.ts';

function opening(over: { readonly contract?: ReturnType<typeof contractOf> } = {}) {
  const state = aTakeover('promoted');
  const contract = over.contract ?? contractOf(['transactions']);
  const run = () => openWrites({ contract, state, clock: new FakeClock(), limitMs: 5_000 }, aRecovery);
  return { run, state, contract };
}

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
