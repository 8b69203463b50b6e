import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

  test('find in neither region what a request counted itself, and what others did in both', async () => {
    const lookalike = { kind: 'lookalike' as const, value: 'f', windowMs: 60_000 };
    const [one, two] = [
      { ...lookalike, by: 'val_1' },
      { ...lookalike, by: 'val_2' },
    ];
    await countersOf('us-east-1').addMany(one, 1, at);
    for (const region of ['us-east-1', 'us-east-2']) {
      expect(await countersOf(region).countsOf(one, at, signal)).toEqual({ previous: 0, running: 0 });
      expect(await countersOf(region).countsOf(two, at, signal)).toEqual({ previous: 0, running: 1 });
    }
    await countersOf('us-east-2').addMany(one, 1, at);
    await countersOf('us-east-2').addMany(two, 1, at);
    expect(await countersOf('us-east-1').countsOf(one, at, signal)).toEqual({ previous: 0, running: 1 });
  });

  test('find some of very many lookalikes, whoever asks', async () => {
    const lookalike = { kind: 'lookalike' as const, value: 'f', windowMs: 60_000 };
    const counters = countersOf('us-east-1');
    const ids = Array.from({ length: 101 }, (_, index) => `val_${index}`);
    await Promise.all(ids.map((by) => counters.addMany({ ...lookalike, by }, 1, at)));
    const { running } = await counters.countsOf({ ...lookalike, by: 'val_0' }, at, signal);
    expect(running).toBeGreaterThan(0);
    expect(running).toBeLessThanOrEqual(100);
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
