import { expect, test } from 'vitest';
import { recoverServices } from '../src/recover-services.ts';
import { aRecovery, aResult, contractOf } from './support/fakes.ts';

test('calls every recover hook and adds up what they did', async () => {
  const contract = contractOf(['notifications', 'transactions'], ({ service }) => aResult({ service, applied: 21 }));
  const { hooks, text } = await recoverServices(contract, { recovery: aRecovery, faults: { skipRecover: false } });
  expect(hooks.map(({ hook }) => hook)).toEqual(['notifications/recover', 'transactions/recover']);
  expect(text).toContain('42 commands applied again');
});

test('calls none when a drill asked for that fault, and says so', async () => {
  const contract = contractOf(['transactions']);
  const { hooks, text } = await recoverServices(contract, { recovery: aRecovery, faults: { skipRecover: true } });
  expect({ hooks, calls: contract.calls }).toEqual({ hooks: [], calls: [] });
  expect(text).toContain('a drill asked');
});

test('fails when one of them does', async () => {
  const contract = contractOf(['transactions'], () => {
    throw new Error('the journal gives no answer');
  });
  await expect(recoverServices(contract, { recovery: aRecovery, faults: { skipRecover: false } })).rejects.toThrow(
    'the journal gives no answer',
  );
});
