import type { ProbeResult } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import type { OwnDatabase } from '../../src/domain/promotability.ts';
import { confirmOrder } from '../../src/takeover/confirm-order.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { acting, anOrder, aReplica, aTakeover, FakeRegionState, readyGrounds, sourcesOf } from '../support/fakes.ts';
import { anObservation, beganMs, type observations } from '../support/observations.ts';

const execution = 'fail-over-epoch-2-1';
const lost = anObservation({
  heartbeat: { kind: 'read', at: new Date(beganMs).toISOString(), booking: unknownBooking() },
  probe: { kind: 'failed', reason: 'ECONNREFUSED', tookMs: 1 },
});

function unknownBooking() {
  return { status: 'unknown', since: '2030-01-31T10:00:00.000Z', oldestUnbookedMs: 0 } as const;
}

/** Ordered by a person four seconds ago, for the region that is confirmed here. */
function ordered(over: { isForced?: boolean; at?: string } = {}) {
  const at = new Date(beganMs + 3_000).toISOString();
  const { evidence: _, ...order } = anOrder();
  return { ...order, ordered: { by: 'anna', reason: 'its numbers are wrong', at, isForced: false, ...over } };
}

function confirm(
  now: ReturnType<typeof observations>[number],
  over: {
    state?: FakeRegionState;
    order?: ReturnType<typeof anOrder>;
    database?: OwnDatabase;
    markEpoch?: number;
    probe?: ProbeResult;
  } = {},
) {
  const { state = new FakeRegionState(), order = anOrder(), database = aReplica, markEpoch = 1, probe } = over;
  const sources = sourcesOf([now], new FakeClock(beganMs + 7_000));
  const dependencies = {
    ...readyGrounds({ markEpoch, ...(probe === undefined ? {} : { probe }) }),
    state,
    sources,
    acting,
  };
  return confirmOrder({ ...dependencies, database: { own: async () => database } }, { order, execution });
}

test('confirms a region that is still lost, and says so', async () => {
  expect(await confirm(lost)).toMatchObject({ outcome: 'confirmed', text: expect.stringContaining('us-east-1') });
});

test('stands down when the region is back by all three signals', async () => {
  const alive = anObservation({ atMs: beganMs + 7_000 });
  expect(await confirm(alive)).toMatchObject({ outcome: 'stood_down' });
});

test.each([
  ['gives a sign of life and can not be reached', { probe: lost.probe }],
  ['answers and gives no new sign of life', { heartbeat: lost.heartbeat }],
])('confirms a region that %s', async (_, over) => {
  const half = anObservation({ atMs: beganMs + 7_000, ...over });
  expect(await confirm(half)).toMatchObject({ outcome: 'confirmed' });
});

test.each([
  ['a minute', 60_000, 'confirmed'],
  ['longer than a minute', 60_001, 'stood_down'],
])('carries out no decision of %s ago', async (_, ageMs, outcome) => {
  const { evidence } = anOrder();
  const decidedAtMs = beganMs + 7_000 - ageMs;
  const order = anOrder(evidence === undefined ? {} : { evidence: { ...evidence, decidedAtMs } });
  expect(await confirm(lost, { order })).toMatchObject({ outcome });
});

test('stands down when the database can not be promoted, and says why', async () => {
  const database = { ...aReplica, isAvailable: false };
  expect(await confirm(lost, { database })).toEqual({
    outcome: 'stood_down',
    text: expect.stringContaining('database_unavailable'),
  });
});

test('stands down when the replica never replicated under the present writer', async () => {
  const state = new FakeRegionState({ writerEpoch: 1 });
  expect((await confirm(lost, { state, markEpoch: 0 })).outcome).toBe('stood_down');
});

test('is superseded when another execution has ended the epoch', async () => {
  expect((await confirm(lost, { state: aTakeover('fenced', { by: 'another' }) })).outcome).toBe('superseded');
});

test('goes on when its own name is in the item: the execution is being retried', async () => {
  expect((await confirm(lost, { state: aTakeover('fenced', { by: execution }) })).outcome).toBe('confirmed');
});

test('resumes what anybody has begun in this region', async () => {
  const order = anOrder({ kind: 'resume', epoch: 2 });
  expect((await confirm(lost, { order, state: aTakeover('opened', { by: 'another' }) })).outcome).toBe('confirmed');
  expect((await confirm(lost, { order, state: aTakeover('opened', { epoch: 3 }) })).outcome).toBe('superseded');
});

const alive = anObservation({ atMs: beganMs + 7_000 });

test('13 an order leaves a region that answers: it needs no evidence, and says whose word it is', async () => {
  const { outcome, text } = await confirm(alive, { order: ordered() });
  expect(outcome).toBe('confirmed');
  expect(text).toContain('anna');
  expect(text).toContain('its numbers are wrong');
});

test('13 an order is not held by the dwell or by the bound on automatic moves', async () => {
  const moved = new Date(beganMs + 6_000).toISOString();
  const state = new FakeRegionState({ automaticMoves: [moved, moved, moved], recoveredAt: moved });
  expect((await confirm(alive, { state, order: ordered() })).outcome).toBe('confirmed');
});

test.each([
  ['a minute', 60_000, 'confirmed'],
  ['longer than a minute', 60_001, 'stood_down'],
])('13 carries out no order of %s ago', async (_, ageMs, outcome) => {
  const at = new Date(beganMs + 7_000 - ageMs).toISOString();
  expect(await confirm(alive, { order: ordered({ at }) })).toMatchObject({ outcome });
});

test.each<[string, { database?: OwnDatabase; markEpoch?: number }, string]>([
  ['whose database is down', { database: { ...aReplica, isAvailable: false } }, 'database_unavailable'],
  ['that never replicated from the present writer', { markEpoch: 0 }, 'never_replicated'],
])('13 an order into a region %s stands down, forced or not', async (_, over, obstacle) => {
  for (const isForced of [false, true]) {
    expect(await confirm(alive, { ...over, order: ordered({ isForced }) })).toEqual({
      outcome: 'stood_down',
      text: expect.stringContaining(obstacle),
    });
  }
});

test('13 force goes past a service that is not ready, and never past a journal that its code can not read', async () => {
  const unready = { service: 'transactions', ready: false, reasons: ['warming up'] };
  expect((await confirm(alive, { probe: unready, order: ordered() })).outcome).toBe('stood_down');
  expect((await confirm(alive, { probe: unready, order: ordered({ isForced: true }) })).outcome).toBe('confirmed');
  const old = { ...unready, journalSchema: { reads: 1, newest: 2 } };
  expect((await confirm(alive, { probe: old, order: ordered({ isForced: true }) })).outcome).toBe('stood_down');
});
