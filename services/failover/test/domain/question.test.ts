import type { FailoverQuestion } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import { type QuestionEvent, questionStageOf, questionTable } from '../../src/domain/question.ts';
import { transition } from '../../src/domain/takeover.ts';
import { aRegionState } from '../support/fakes.ts';

const asked: FailoverQuestion = {
  toRegion: 'us-east-2',
  askedAt: '2030-01-31T12:00:00.000Z',
  answerBy: '2030-01-31T12:05:00.000Z',
  afterwards: 'stand_down',
  cause: 'cannot_book',
  down: [{ signal: 'book', since: '2030-01-31T11:57:00.000Z' }],
};
const word = { by: 'anna', reason: 'the vendor confirms it', at: '2030-01-31T12:01:00.000Z' };
const answered = (decision: 'approved' | 'rejected') => ({ ...asked, answer: { ...word, decision } });
const questions = { none: undefined, asked, approved: answered('approved'), rejected: answered('rejected') };
const events: Readonly<Record<keyof typeof questionTable, QuestionEvent>> = {
  ask: { kind: 'ask', epoch: 1, question: asked },
  approve: { kind: 'approve', epoch: 1, word },
  reject: { kind: 'reject', epoch: 1, word },
  withdraw: { kind: 'withdraw', epoch: 1 },
};

function aState(question: FailoverQuestion | undefined) {
  return aRegionState(question === undefined ? {} : { question });
}

describe('13 every event at every stage of a question', () => {
  const cases = Object.entries(questions).flatMap(([stage, question]) =>
    Object.values(events).map((event) => [event.kind, stage, event, question] as const),
  );
  test.each(cases)('%s from %s', (kind, stage, event, question) => {
    const { from, to } = questionTable[kind];
    const result = transition(aState(question), event);
    const expected = stage === to ? 'unchanged' : (from as readonly string[]).includes(stage) ? 'changed' : 'refused';
    expect(result.outcome).toBe(expected);
    if (result.outcome !== 'refused') expect(questionStageOf(result.state)).toBe(to);
  });
});

test('13 a question of an epoch that has ended is answered no more', () => {
  expect(transition(aRegionState({ epoch: 2, question: asked }), events.approve).outcome).toBe('refused');
});

test('13 the first answer counts, and says whose it was', () => {
  const state = aState(questions.rejected);
  expect(transition(state, events.approve)).toEqual({ outcome: 'refused', reason: 'it was rejected by anna already' });
});

test.each([
  ['a millisecond before its end', '2030-01-31T12:04:59.999Z', 'changed'],
  ['at its end', '2030-01-31T12:05:00.000Z', 'refused'],
])('13 a rejection %s of a question that ends in a failover', (_, at, outcome) => {
  const state = aState({ ...asked, afterwards: 'fail_over' });
  expect(transition(state, { kind: 'reject', epoch: 1, word: { ...word, at } }).outcome).toBe(outcome);
  expect(transition(state, { kind: 'approve', epoch: 1, word: { ...word, at } }).outcome).toBe('changed');
});

describe('13 an epoch that begins', () => {
  const at = { now: '2030-01-31T12:02:00.000Z', until: '2030-01-31T12:02:16.000Z' };
  const begin = { kind: 'fail_over', epoch: 1, toRegion: 'us-east-2', execution: 'one', at } as const;

  test('on approval is the approver`s decision, no automatic move, and ends the question', () => {
    const result = transition(aState(questions.approved), begin);
    expect(result).toMatchObject({ state: { epoch: 2, automaticMoves: [], decision: { how: 'approved', ...word } } });
    expect(result.outcome === 'changed' && result.state.question).toBeUndefined();
  });

  test.each([['asked'], ['rejected'], ['none']] as const)('with a question that is %s began by itself', (stage) => {
    expect(transition(aState(questions[stage]), begin)).toMatchObject({ state: { automaticMoves: [at.now] } });
  });

  test('on an order is the order of its person, whatever was asked', () => {
    const decision = { how: 'ordered', ...word, by: 'bert' } as const;
    const result = transition(aState(questions.rejected), { ...begin, decision });
    expect(result).toMatchObject({ state: { decision, automaticMoves: [] } });
  });
});
