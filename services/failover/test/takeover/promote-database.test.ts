import { expect, test } from 'vitest';
import type { OwnDatabase } from '../../src/domain/promotability.ts';
import { promoteDatabase } from '../../src/takeover/promote-database.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRecovery, aReplica, aTakeover } from '../support/fakes.ts';

const promoting: OwnDatabase = { ...aReplica, isInTransition: true };
const writer: OwnDatabase = { ...aReplica, role: 'writer' };
const down: OwnDatabase = { ...aReplica, isAvailable: false };

/** A database that goes from state to state, and promotion by a cluster that takes 60 s at most. */
function promotionOf(states: readonly OwnDatabase[], over: { readonly limitMs?: number } = {}) {
  const state = aTakeover('fenced');
  const stages: string[] = [];
  const database = {
    reads: 0,
    requests: 0,
    own: async () => states[Math.min(database.reads++, states.length - 1)] ?? aReplica,
    promoteOwnCluster: async () => {
      database.requests += 1;
      stages.push(state.item.stage);
      return 'requested' as const;
    },
  };
  const clock = new FakeClock();
  const run = () => promoteDatabase({ database, state, clock, limitMs: over.limitMs ?? 60_000 }, aRecovery);
  return { run, state, database, stages, clock };
}

test.each<[string, readonly OwnDatabase[], number]>([
  ['asks for the promotion of a replica', [aReplica, promoting, writer], 1],
  ['asks for nothing while a promotion is under way', [promoting, promoting, writer], 0],
  ['asks for nothing when the cluster is the writer', [writer], 0],
])('%s', async (_, states, requests) => {
  const { run, database, state } = promotionOf(states);
  await run();
  expect(database.requests).toBe(requests);
  expect(state.item.stage).toBe('promoted');
});

test('FO1: the standby is promoted, and the region state says so before it is', async () => {
  const { run, stages } = promotionOf([aReplica, writer]);
  await run();
  expect(stages).toEqual(['promoting']);
});

test('the writer changes with a promotion, and not with a hand-back', async () => {
  const promoted = promotionOf([aReplica, writer]);
  await promoted.run();
  expect(promoted.state.item.writerEpoch).toBe(2);
  const handedBack = promotionOf([writer]);
  await handedBack.run();
  expect(handedBack.state.item.writerEpoch).toBe(1);
});

test('a database that is down leaves the epoch fenced and says why, so that it can be handed back', async () => {
  const { run, state } = promotionOf([aReplica, down]);
  await expect(run()).rejects.toMatchObject({ name: 'writer_not_ready' });
  expect(state.item).toMatchObject({ stage: 'fenced', obstacle: 'database_unavailable' });
});

test('a promotion that came to nothing leaves the epoch fenced for ten seconds, and is asked for again', async () => {
  const stages: string[] = [];
  const { run, state, database, clock } = promotionOf([aReplica, promoting, aReplica]);
  const change = state.change.bind(state);
  state.change = async (event) => {
    const result = await change(event);
    stages.push(`${state.item.stage} ${state.item.obstacle ?? ''}`.trim());
    if (database.requests === 2) database.own = async () => writer;
    return result;
  };
  const beganMs = clock.nowMs();
  await run();
  expect(stages.slice(0, 3)).toEqual(['promoting', 'fenced promotion_came_to_nothing', 'promoting']);
  expect(clock.nowMs() - beganMs).toBeGreaterThanOrEqual(10_000);
  expect(database.requests).toBe(2);
});

test('promotes a database that comes back', async () => {
  const { run, state } = promotionOf([down, down, aReplica, promoting, writer]);
  await run();
  expect(state.item.stage).toBe('promoted');
  expect(state.item).not.toHaveProperty('obstacle');
});

test('promotes nothing under an epoch that was handed back', async () => {
  const { run, state, database } = promotionOf([aReplica]);
  state.item = { ...state.item, epoch: 3, activeRegion: 'us-east-1' };
  await expect(run()).rejects.toMatchObject({ name: 'epoch_moved' });
  expect(database.requests).toBe(0);
});

test('a promotion of two minutes is asked after less than 200 times', async () => {
  const { run, database } = promotionOf([promoting], { limitMs: 120_000 });
  await expect(run()).rejects.toMatchObject({ name: 'writer_not_ready' });
  expect(database.reads).toBeLessThan(200);
});
