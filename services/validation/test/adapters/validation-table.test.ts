import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BlocklistTable } from '../../src/adapters/blocklist-table.ts';
import { DecisionTable } from '../../src/adapters/decision-table.ts';
import { VelocityCounters } from '../../src/adapters/velocity-counters.ts';
import { decide } from '../../src/domain/decide.ts';
import { replayDecision } from '../../src/domain/replay-decision.ts';
import { currentRuleSet } from '../../src/domain/rule-sets.ts';

const at = new Date('2030-01-31T12:00:30.000Z');
const signal = new AbortController().signal;
const sighting = { kind: 'merchant' as const, value: 'acme', windowMs: 60_000 };
let dynamo: LocalDynamo;

beforeEach(async () => {
  dynamo = await startLocalDynamo();
});
afterEach(() => dynamo[Symbol.asyncDispose]());

const countersOf = (region: string) => new VelocityCounters({ ...dynamo, region });

describe('counters', () => {
  test('sum what both regions have counted, each in an item of its own', async () => {
    await countersOf('us-east-1').addMany(sighting, 3, at);
    await countersOf('us-east-1').addMany(sighting, 1, at);
    await countersOf('us-east-2').addMany(sighting, 2, at);
    expect(await countersOf('us-east-1').countsOf(sighting, at, signal)).toEqual({ previous: 0, running: 6 });
    const { Count } = await dynamo.client.send(new ScanCommand({ TableName: dynamo.table }));
    expect(Count).toBe(2);
  });

  test('know the window before the running one, and none older', async () => {
    for (const time of ['11:58:59.999', '11:59:00.000', '11:59:59.999', '12:00:00.000']) {
      await countersOf('us-east-1').addMany(sighting, 1, new Date(`2030-01-31T${time}Z`));
    }
    expect(await countersOf('us-east-1').countsOf(sighting, at, signal)).toEqual({ previous: 2, running: 1 });
  });

  test('keep apart whom and what they count', async () => {
    const counters = countersOf('us-east-1');
    for (const one of [sighting, { ...sighting, value: 'other' }, { ...sighting, kind: 'customer' as const }]) {
      await counters.addMany(one, 1, at);
    }
    expect(await counters.countsOf(sighting, at, signal)).toEqual({ previous: 0, running: 1 });
    expect(await counters.countsOf({ ...sighting, kind: 'ip' }, at, signal)).toEqual({ previous: 0, running: 0 });
  });

  test('expire after they were last of use', async () => {
    await countersOf('us-east-1').addMany(sighting, 1, at);
    const { Items = [] } = await dynamo.client.send(new ScanCommand({ TableName: dynamo.table }));
    expect(Items[0]?.['expiresAt']).toBe(at.getTime() / 1000 + 180);
  });

  test('that give no answer are a fault of the store', async () => {
    const gone = new VelocityCounters({ ...dynamo, table: 'nowhere', region: 'us-east-1' });
    await expect(gone.countsOf(sighting, at, signal)).rejects.toMatchObject({ code: 'store_unreachable' });
    await expect(gone.addMany(sighting, 1, at)).rejects.toMatchObject({ code: 'store_unreachable' });
  });
});

describe('decisions', () => {
  test('come back as they were stored, and replay', async () => {
    const table = new DecisionTable(dynamo);
    const facts = {
      amountMinor: '200000000',
      currency: 'EUR',
      history: { blocklisted: [], earlier: { merchant: 3 }, lookalikes: 1 },
    };
    const decision = decide(facts, currentRuleSet);
    const entry = {
      id: 'pay_1',
      merchantId: 'acme',
      fingerprint: '0'.repeat(64),
      decidedAt: at.toISOString(),
      decision,
      facts,
      epoch: 3,
      region: 'us-east-1',
    };
    expect(await table.add(entry)).toEqual({ isNew: true, stored: entry });
    expect(await table.add({ ...entry, epoch: 4 })).toEqual({ isNew: false, stored: entry });
    const stored = await table.read('pay_1');
    expect(stored).toEqual(entry);
    expect(stored === undefined ? undefined : replayDecision(stored)).toEqual(decision);
  });

  test('that were never made are not found', async () => {
    expect(await new DecisionTable(dynamo).read('pay_1')).toBeUndefined();
  });
});

describe('the blocklist', () => {
  const block = (sk: string) =>
    dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item: { pk: 'blocklist', sk } }));

  test('names subjects of their kind', async () => {
    await block('customer#acme/c1');
    const list = new BlocklistTable({ ...dynamo, steadyMs: () => 0 });
    expect(await list.blocks({ kind: 'customer', value: 'acme/c1' }, signal)).toBe(true);
    expect(await list.blocks({ kind: 'merchant', value: 'acme/c1' }, signal)).toBe(false);
  });

  test('is read again after 5 s, and not before', async () => {
    let nowMs = 0;
    const list = new BlocklistTable({ ...dynamo, steadyMs: () => nowMs });
    const isBlocked = () => list.blocks({ kind: 'ip', value: '192.0.2.7' }, signal);
    expect(await isBlocked()).toBe(false);
    await block('ip#192.0.2.7');
    nowMs = 4_999;
    expect(await isBlocked()).toBe(false);
    nowMs = 5_000;
    expect(await isBlocked()).toBe(true);
  });

  test('that gives no answer is a fault of the store, and is read again at the next call', async () => {
    const gone = new BlocklistTable({ ...dynamo, table: 'nowhere', steadyMs: () => 0 });
    for (let attempt = 1; attempt <= 2; attempt++) {
      await expect(gone.blocks({ kind: 'ip', value: '192.0.2.7' }, signal)).rejects.toMatchObject({
        code: 'store_unreachable',
      });
    }
  });
});
