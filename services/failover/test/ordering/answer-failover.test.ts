import type { FailoverQuestion } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { answerFailover } from '../../src/ordering/answer-failover.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRegionState } from '../support/fakes.ts';

const question: FailoverQuestion = {
  toRegion: 'us-east-2',
  askedAt: '2030-01-31T11:59:00.000Z',
  answerBy: '2030-01-31T12:05:00.000Z',
  afterwards: 'stand_down',
  cause: 'cannot_book',
  down: [],
};

async function answer(
  state: FakeRegionState,
  over: { readonly epoch?: number; readonly decision?: 'approved' | 'rejected'; readonly isTopicSilent?: boolean } = {},
) {
  const { epoch = 2, decision = 'approved', isTopicSilent = false } = over;
  const told: string[] = [];
  const failures: unknown[] = [];
  const announcer = {
    tell: async ({ subject }: { readonly subject: string }) => {
      if (isTopicSilent) throw new Error('no answer');
      told.push(subject);
    },
  };
  const dependencies = { state, announcer, clock: new FakeClock(), onUnannounced: (it: unknown) => failures.push(it) };
  const answered = await answerFailover(dependencies, { epoch, decision, by: 'anna', reason: 'INC-42' });
  return { answered, told, failures };
}

test.each(['approved', 'rejected'] as const)(
  'FO5 a question is %s, kept with whose word it is, and told',
  async (decision) => {
    const state = new FakeRegionState({ question });
    const { answered, told } = await answer(state, { decision });
    expect(answered).toEqual({ outcome: 'answered', toRegion: 'us-east-2' });
    expect(state.item.question?.answer).toMatchObject({ decision, by: 'anna', reason: 'INC-42' });
    expect(told).toEqual([`Failover ${decision}: epoch 2`]);
  },
);

test('13 is refused when nothing is asked, when another epoch is asked for, or when somebody has answered', async () => {
  expect((await answer(new FakeRegionState())).answered).toEqual({
    outcome: 'refused',
    reason: 'no question is asked',
  });
  const state = new FakeRegionState({ question });
  expect((await answer(state, { epoch: 3 })).answered.outcome).toBe('refused');
  await answer(state, { decision: 'rejected' });
  const { answered, told } = await answer(state);
  expect(answered).toEqual({ outcome: 'refused', reason: 'it was rejected by anna already' });
  expect(told).toEqual([]);
});

test('13 an answer counts also when the topic is silent', async () => {
  const state = new FakeRegionState({ question });
  const { answered, failures } = await answer(state, { isTopicSilent: true });
  expect(answered.outcome).toBe('answered');
  expect(failures).toHaveLength(1);
});
