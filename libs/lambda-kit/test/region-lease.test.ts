import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RegionState } from '@redoubt/contracts';
import { beforeEach, describe, expect, test } from 'vitest';
import { RegionLease } from '../src/region-lease.ts';

const leaseMs = 1_000;
let nowMs: number;
let steadyMs: number;
let reads: number;
let state: Record<string, unknown> | undefined;
/** Runs while a read is under way. */
let duringRead: () => void;

beforeEach(() => {
  [nowMs, steadyMs, reads] = [1_000_000, 5_000, 0];
  state = { pk: 'region-state', epoch: 4, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' };
  duringRead = () => {};
});

function aLease(region = 'us-east-1'): RegionLease {
  const client = {
    async send() {
      reads += 1;
      const Item = state;
      await Promise.resolve();
      duringRead();
      return { Item };
    },
  } as unknown as DynamoDBDocumentClient;
  return new RegionLease({
    table: 'region-state-table-test',
    region,
    leaseMs,
    client,
    clock: { wallMs: () => nowMs, steadyMs: () => steadyMs },
  });
}

function pass(ms: number): void {
  nowMs += ms;
  steadyMs += ms;
}

test('says whether its region is the active one', async () => {
  expect(await aLease('us-east-1').current()).toEqual({
    epoch: 4,
    activeRegion: 'us-east-1',
    mode: 'open',
    stage: 'verified',
    region: 'us-east-1',
    isActive: true,
    canBook: true,
    canChange: true,
  });
  expect(await aLease('us-east-2').current()).toMatchObject({ isActive: false, region: 'us-east-2' });
});

test.each<[RegionState['mode'], RegionState['stage'], { canBook: boolean; canChange: boolean }]>([
  ['recovering', 'fenced', { canBook: false, canChange: false }],
  ['recovering', 'promoted', { canBook: false, canChange: false }],
  ['recovering', 'opened', { canBook: true, canChange: false }],
  ['handing_back', 'opened', { canBook: true, canChange: false }],
  ['open', 'recovered', { canBook: true, canChange: true }],
])('what an active region may do while %s at %s', async (mode, stage, may) => {
  state = { ...state, mode, stage };
  expect(await aLease('us-east-1').current()).toMatchObject({ isActive: true, ...may });
  expect(await aLease('us-east-2').current()).toMatchObject({ isActive: false, canBook: false, canChange: false });
});

test('reads an item that holds more than this code knows', async () => {
  state = { ...state, worker: 'of a newer shape' };
  expect(await aLease().current()).toMatchObject({ epoch: 4 });
});

describe('one lease', () => {
  test('is read once and acted on until it runs out', async () => {
    const lease = aLease();
    await lease.current();
    pass(leaseMs - 1);
    await lease.current();
    expect(reads).toBe(1);
    pass(1);
    await lease.current();
    expect(reads).toBe(2);
  });

  test.each([
    ['another region is active', { activeRegion: 'us-east-2' }],
    ['writes are not open yet', { mode: 'recovering' }],
  ])(
    'is asked for again after 100 ms while %s, so that a failover is not waited for longer than it takes',
    async (_, over) => {
      state = { ...state, ...over };
      const lease = aLease();
      await lease.current();
      pass(99);
      await lease.current();
      expect(reads).toBe(1);
      pass(1);
      await lease.current();
      expect(reads).toBe(2);
    },
  );

  test('counts from before the read began', async () => {
    const lease = aLease();
    duringRead = () => pass(600);
    await lease.current();
    duringRead = () => {};
    pass(399);
    await lease.current();
    expect(reads).toBe(1);
    pass(1);
    await lease.current();
    expect(reads).toBe(2);
  });

  test.each<[string, () => void]>([
    ['the wall clock', () => (nowMs += leaseMs)],
    ['the steady clock', () => (steadyMs += leaseMs)],
  ])('runs out by %s alone: the other may have stood still or been set back', async (_, run) => {
    const lease = aLease();
    await lease.current();
    run();
    await lease.current();
    expect(reads).toBe(2);
  });

  test('is read once for all who ask at the same time', async () => {
    const lease = aLease();
    await Promise.all([lease.current(), lease.current(), lease.current()]);
    expect(reads).toBe(1);
  });
});

describe('nobody may act', () => {
  test('on a read that took as long as the lease', async () => {
    const lease = aLease();
    duringRead = () => pass(leaseMs);
    await expect(lease.current()).rejects.toMatchObject({ code: 'region_state_unreachable' });
  });

  test('when the table gives no answer, even right after it gave one', async () => {
    const lease = aLease();
    await lease.current();
    pass(leaseMs);
    duringRead = () => {
      throw new Error('no quorum');
    };
    await expect(lease.current()).rejects.toMatchObject({ code: 'region_state_unreachable' });
    duringRead = () => {};
    expect(await lease.current()).toMatchObject({ epoch: 4 });
  });

  test('when the item is missing or not valid', async () => {
    state = undefined;
    await expect(aLease().current()).rejects.toThrow('the failover service writes it');
    state = { pk: 'region-state', epoch: 0 };
    await expect(aLease().current()).rejects.toMatchObject({ code: 'region_state_unreachable' });
  });
});
