import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Setting, settingKey, type Terms } from '@redoubt/contracts';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SettingsTable } from '../../src/adapters/settings-table.ts';
import { someTerms } from '../support/some-terms.ts';

const signal = new AbortController().signal;
let dynamo: LocalDynamo;
let nowMs: number;
beforeEach(async () => {
  dynamo = await startLocalDynamo();
  nowMs = 0;
});
afterEach(() => dynamo[Symbol.asyncDispose]());

const settings = (over: { readonly table?: string } = {}) =>
  new SettingsTable({ ...dynamo, steadyMs: () => nowMs, ...over });
const set = (setting: Setting) =>
  dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item: { ...settingKey(setting), ...setting } }));
const block = (entry: string, isBlocked = true) => set({ kind: 'blocklist', entry, isBlocked, epoch: 1, version: 1 });
const give = (merchantId: string, terms: Partial<Terms>) =>
  set({ kind: 'terms', merchantId, terms: { ...someTerms, ...terms }, epoch: 1, version: 1 });

describe('the blocklist', () => {
  test('names subjects of their kind, and none that was taken off', async () => {
    await block('customer/acme/c1');
    await block('ip/192.0.2.7', false);
    const list = settings();
    expect(await list.blocks({ kind: 'customer', value: 'acme/c1' }, signal)).toBe(true);
    expect(await list.blocks({ kind: 'merchant', value: 'acme/c1' }, signal)).toBe(false);
    expect(await list.blocks({ kind: 'ip', value: '192.0.2.7' }, signal)).toBe(false);
  });

  test('is read again after 5 s, and not before', async () => {
    const list = settings();
    const isBlocked = () => list.blocks({ kind: 'ip', value: '192.0.2.7' }, signal);
    expect(await isBlocked()).toBe(false);
    await block('ip/192.0.2.7');
    nowMs = 4_999;
    expect(await isBlocked()).toBe(false);
    nowMs = 5_000;
    expect(await isBlocked()).toBe(true);
  });

  test('that gives no answer is a fault of the store, and is read again at the next call', async () => {
    const gone = settings({ table: 'nowhere' });
    for (let attempt = 1; attempt <= 2; attempt++) {
      await expect(gone.blocks({ kind: 'ip', value: '192.0.2.7' }, signal)).rejects.toMatchObject({
        code: 'store_unreachable',
      });
    }
  });
});

describe("a merchant's own terms", () => {
  test('are those of the merchant, and none where it has none', async () => {
    await give('acme', { amount_minor_max: '7' });
    expect(await settings().ownTermsOf('acme', signal)).toMatchObject({ version: 1, terms: { amount_minor_max: '7' } });
    expect(await settings().ownTermsOf('globex', signal)).toBeUndefined();
  });

  test('are read again after 5 s, and not before, by merchant', async () => {
    const terms = settings();
    const ceilingOf = async (merchantId: string) =>
      (await terms.ownTermsOf(merchantId, signal))?.terms.amount_minor_max;
    await give('acme', { amount_minor_max: '7' });
    expect(await ceilingOf('acme')).toBe('7');
    await give('acme', { amount_minor_max: '8' });
    nowMs = 4_999;
    expect([await ceilingOf('acme'), await ceilingOf('globex')]).toEqual(['7', undefined]);
    await give('globex', { amount_minor_max: '9' });
    nowMs = 5_000;
    expect([await ceilingOf('acme'), await ceilingOf('globex')]).toEqual(['8', undefined]);
    nowMs = 9_999;
    expect(await ceilingOf('globex')).toBe('9');
  });

  test('that give no answer are a fault of the store, and are read again at the next call', async () => {
    const gone = settings({ table: 'nowhere' });
    for (let attempt = 1; attempt <= 2; attempt++) {
      await expect(gone.ownTermsOf('acme', signal)).rejects.toMatchObject({ code: 'store_unreachable' });
    }
  });
});
