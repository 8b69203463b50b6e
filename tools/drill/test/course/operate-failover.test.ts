import type { FailoverQuestion, OrderedFailover, RegionState } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { expect, test } from 'vitest';
import { DrillClock } from '../../src/clock.ts';
import { answerFailover, orderFailover, untilAsked, untilNothingIsAsked } from '../../src/course/operate-failover.ts';
import { Timeline } from '../../src/report/timeline.ts';

const at = '2030-01-31T12:00:00.000Z';
const roles = { active: 'us-east-1', standby: 'us-east-2', epoch: 1 };
const order: OrderedFailover = {
  outcome: 'started',
  kind: 'fail_over',
  fromRegion: 'us-east-1',
  toRegion: 'us-east-2',
  epoch: 2,
  obstacles: [],
  steps: [],
};
const state: RegionState = {
  pk: 'region-state',
  version: 1,
  epoch: 1,
  activeRegion: 'us-east-1',
  writerEpoch: 1,
  mode: 'open',
  stage: 'verified',
  since: at,
  by: 'seed',
  stages: [],
  automaticMoves: [],
};
const question: FailoverQuestion = {
  toRegion: 'us-east-2',
  askedAt: at,
  answerBy: at,
  afterwards: 'stand_down',
  cause: 'cannot_book',
  down: [{ signal: 'book', since: at }],
};

/** A drill whose cloud gives these answers, one after the other; the last one again and again. */
function aRun(...answers: readonly unknown[]) {
  const calls: [string, string, unknown][] = [];
  const cloud = {
    status: async () => ({ suffix: 'dev' }),
    invoke: async (region: string, name: string, payload: unknown) => {
      calls.push([region, name, payload]);
      return answers[Math.min(calls.length, answers.length) - 1];
    },
  };
  const timeline = new Timeline(new DrillClock(), () => {});
  const run = {
    cloud: cloud as unknown as LocalCloud,
    timeline,
    signal: new AbortController().signal,
    waitMsMax: 60_000,
  };
  return { run, calls, told: () => timeline.entries().map(({ text }) => text) };
}

test('13 a drill orders in the region that is to take over, and says so on the timeline', async () => {
  const { run, calls, told } = aRun(order);
  await orderFailover(run, 'us-east-2', { reason: 'a drill' });
  expect(calls).toEqual([['us-east-2', 'failover-order-failover-dev', { by: 'drill', reason: 'a drill' }]]);
  expect(told()).toEqual(['failover into us-east-2: started, nothing is in the way']);
});

test('13 a drill whose order is refused, or whose dry run starts something, is over', async () => {
  const obstacles = [{ text: 'database_unavailable', mend: 'repair it', isForceable: false }];
  await expect(
    orderFailover(aRun({ ...order, outcome: 'refused', obstacles }).run, 'us-east-2', { reason: 'a drill' }),
  ).rejects.toThrow('database_unavailable');
  const dryRun = { reason: 'a drill', isDryRun: true };
  await expect(orderFailover(aRun(order).run, 'us-east-2', dryRun)).rejects.toThrow('started');
});

test('13 a drill waits until it is asked, and until nothing is asked any more', async () => {
  const asked = { state: { ...state, question }, reports: [] };
  expect(await untilAsked(aRun({ state, reports: [] }, asked).run, 'us-east-2')).toEqual(question);
  const { run, told } = aRun(asked, { state, reports: [] });
  await untilNothingIsAsked(run, 'us-east-2');
  expect(told()).toEqual(['the question is withdrawn']);
});

test('13 a drill answers for the next epoch, and is over when the answer is refused', async () => {
  const { run, calls } = aRun({ outcome: 'answered', toRegion: 'us-east-2' });
  await answerFailover(run, roles, 'approved');
  expect(calls[0]?.[2]).toMatchObject({ epoch: 2, decision: 'approved' });
  const refused = aRun({ outcome: 'refused', reason: 'no question is asked' });
  await expect(answerFailover(refused.run, roles, 'rejected')).rejects.toThrow('no question is asked');
});
