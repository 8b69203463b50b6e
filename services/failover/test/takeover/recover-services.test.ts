import type { RecoveryRequest } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { recoverServices } from '../../src/takeover/recover-services.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRecovery, aResult, aTakeover, contractOf } from '../support/fakes.ts';

function recovering(
  contract: ReturnType<typeof contractOf>,
  over: { readonly skipRecover?: boolean; readonly isDrill?: boolean } = {},
) {
  const clock = new FakeClock();
  const state = aTakeover('opened');
  const faults = { skipRecover: over.skipRecover ?? false, hold: false };
  const drills = over.isDrill === false ? undefined : { readFaults: async () => faults };
  const run = () => recoverServices({ contract, state, clock, beginMsMax: 60_000, drills }, aRecovery);
  return { run, state, clock };
}

/** Gives pages 1 to `count`, and takes ten seconds for each. */
function pagesOf(count: number, spend: (ms: number) => void) {
  const cursors: (string | undefined)[] = [];
  const contract = contractOf(['transactions'], (_, request?: RecoveryRequest) => {
    const page = Number(request?.cursor ?? 0) + 1;
    cursors.push(request?.cursor);
    spend(10_000);
    return aResult({ applied: 10, ...(page < count ? { next: String(page) } : {}) });
  });
  return { contract, cursors };
}

test('calls every recover hook, adds up what they did, and takes changes again', async () => {
  const contract = contractOf(['notifications', 'transactions'], ({ service }) => aResult({ service, applied: 21 }));
  const { run, state } = recovering(contract);
  const { outcome, progress, text } = await run();
  expect(outcome).toBe('recovered');
  expect(Object.keys(progress)).toEqual(['notifications/recover', 'transactions/recover']);
  expect(text).toContain('42 commands applied again');
  expect(state.item).toMatchObject({ mode: 'open', stage: 'recovered', recoveredAt: expect.any(String) });
});

test('asks for page after page', async () => {
  const clock = new FakeClock();
  const { contract, cursors } = pagesOf(3, (ms) => clock.spend(ms));
  const { run } = recovering(contract);
  expect(await run()).toMatchObject({ progress: { 'transactions/recover': { applied: 30, isDone: true } } });
  expect(cursors).toEqual([undefined, '1', '2']);
});

test('leaves further pages to the next call when its time is up, and goes on from the kept cursor', async () => {
  let spend = (_: number) => {};
  const { contract, cursors } = pagesOf(8, (ms) => spend(ms));
  const { run, state, clock } = recovering(contract);
  spend = (ms) => clock.spend(ms);
  expect((await run()).outcome).toBe('more');
  expect(state.item).toMatchObject({ mode: 'recovering', recovery: { 'transactions/recover': { next: '6' } } });
  expect((await run()).outcome).toBe('recovered');
  expect(cursors).toEqual([undefined, '1', '2', '3', '4', '5', '6', '7']);
});

test('takes changes again as soon as everything is booked, and announces behind', async () => {
  const modes: string[] = [];
  const contract = contractOf(['notifications', 'transactions'], ({ service }, request?: RecoveryRequest) => {
    modes.push(`${service} ${request?.cursor ?? 'begins'}: ${state.item.mode}`);
    if (request?.cursor === 'announce') return aResult({ service });
    if (service === 'notifications') return aResult({ service, next: 'announce', isBooked: true });
    return request?.cursor === 'changes'
      ? aResult({ service, next: 'announce', isBooked: true })
      : aResult({ service, next: 'changes' });
  });
  const { run, state } = recovering(contract);
  expect((await run()).outcome).toBe('recovered');
  expect(modes.slice(0, 3).sort()).toEqual([
    'notifications begins: recovering',
    'transactions begins: recovering',
    'transactions changes: recovering',
  ]);
  expect(modes.slice(3).sort()).toEqual(['notifications announce: open', 'transactions announce: open']);
});

test('goes on after a page that failed, and asks for no finished page again', async () => {
  let hasFailed = false;
  const contract = contractOf(['transactions'], (_, request?: RecoveryRequest) => {
    if (request?.cursor === undefined) return aResult({ next: '1' });
    if (hasFailed) return aResult();
    hasFailed = true;
    throw new Error('the journal gives no answer');
  });
  const { run } = recovering(contract);
  await expect(run()).rejects.toThrow('the journal gives no answer');
  expect((await run()).outcome).toBe('recovered');
  expect(contract.calls).toHaveLength(3);
});

test('calls none when a drill asked for that fault, and says so', async () => {
  const contract = contractOf(['transactions']);
  const { text } = await recovering(contract, { skipRecover: true }).run();
  expect(contract.calls).toEqual([]);
  expect(text).toContain('a drill asked');
});

test('an environment that is not labelled for drills heeds no fault', async () => {
  const contract = contractOf(['transactions']);
  await recovering(contract, { skipRecover: true, isDrill: false }).run();
  expect(contract.calls).toEqual(['transactions/recover']);
});

test('records nothing under an epoch that has ended', async () => {
  const { run, state } = recovering(contractOf(['transactions']));
  state.item = { ...state.item, epoch: 3, activeRegion: 'us-east-1' };
  await expect(run()).rejects.toMatchObject({ name: 'epoch_moved' });
  expect(state.item.mode).toBe('recovering');
});
