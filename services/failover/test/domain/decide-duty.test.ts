import type { FailoverQuestion, RegionState } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import { decideDuty, type Situation } from '../../src/domain/decide-duty.ts';
import { acting, anOrder, aRegionState, aReplica } from '../support/fakes.ts';

const now = Date.parse('2030-01-31T12:00:00.000Z');
const ago = (ms: number) => new Date(now - ms).toISOString();
const { evidence } = anOrder();
if (evidence === undefined) throw new Error('an order has evidence');
const failed = { kind: 'failed', cause: 'cannot_acknowledge', evidence } as const;
const writer = { ...aReplica, role: 'writer' } as const;

function duty(over: Partial<Situation> = {}, state: Partial<RegionState> = {}, approval = acting.approval) {
  const situation: Situation = {
    region: 'us-east-2',
    nowMs: now,
    state: aRegionState(state),
    assessment: { kind: 'well' },
    database: aReplica,
    obstacles: [],
    isHeld: false,
    ...over,
  };
  return decideDuty(situation, { ...acting, approval });
}

describe('the standby', () => {
  test('has nothing to do while the active region is well, and asks people when it is in doubt', () => {
    expect(duty()).toEqual({ kind: 'none' });
    expect(duty({ assessment: { kind: 'doubtful', down: ['reach'] } })).toEqual({ kind: 'ask' });
  });

  test('takes over from a region that has failed', () => {
    expect(duty({ assessment: failed })).toEqual({ kind: 'fail_over' });
  });

  test('is blocked before anything is changed when it could not take over', () => {
    const obstacles = ['database_unavailable'];
    expect(duty({ assessment: failed, obstacles })).toEqual({ kind: 'blocked', obstacles });
  });

  test.each<[string, number, string]>([
    ['one millisecond too early', 59_999, 'hold'],
    ['exactly after the dwell', 60_000, 'fail_over'],
  ])('gives a region that took over by itself time: %s', (_, sinceMs, kind) => {
    const state = { automaticMoves: [ago(sinceMs + 10_000)], recoveredAt: ago(sinceMs) };
    expect(duty({ assessment: failed }, state)).toMatchObject({ kind });
  });

  test('gives no time to a region that died in the middle of its takeover', () => {
    const state: Partial<RegionState> = { automaticMoves: [ago(1_000)], mode: 'recovering', stage: 'promoted' };
    expect(duty({ assessment: failed }, state)).toEqual({ kind: 'fail_over' });
  });

  test('holds when there were too many automatic moves within the hour', () => {
    const recoveredAt = ago(70_000);
    const moves = (oldestMs: number) => ({ automaticMoves: [ago(oldestMs), ago(200_000), ago(100_000)], recoveredAt });
    expect(duty({ assessment: failed }, moves(3_599_999))).toEqual({ kind: 'hold', because: 'too_many_moves' });
    expect(duty({ assessment: failed }, moves(3_600_000))).toEqual({ kind: 'fail_over' });
  });

  test.each([
    ['one millisecond too early', 59_999, { kind: 'hold', because: 'dwell' }],
    ['exactly after the dwell', 60_000, { kind: 'fail_over' }],
  ])('13 does not take back at once what a person has moved: %s', (_, sinceMs, expected) => {
    const decision = { how: 'ordered', by: 'anna', reason: 'a test', at: ago(sinceMs + 10_000) } as const;
    expect(duty({ assessment: failed }, { recoveredAt: ago(sinceMs), decision })).toEqual(expected);
  });

  test('holds while a drill wants it', () => {
    expect(duty({ assessment: failed, isHeld: true })).toEqual({ kind: 'hold', because: 'drill' });
  });
});

describe('13 a failover that needs approval', () => {
  const asked: FailoverQuestion = {
    toRegion: 'us-east-2',
    askedAt: ago(300_000),
    answerBy: ago(-1),
    afterwards: 'stand_down',
    cause: 'cannot_book',
    down: [],
  };
  const by = { by: 'anna', reason: 'a test', at: ago(1_000) };
  const approval = (afterwards: 'fail_over' | 'stand_down' = 'stand_down') =>
    ({ mode: 'approve', waitMs: 300_000, afterwards }) as const;
  const whenFailed = (question: FailoverQuestion | undefined, afterwards?: 'fail_over' | 'stand_down') =>
    duty({ assessment: failed }, question === undefined ? {} : { question }, approval(afterwards));

  test('is asked for, once', () => {
    expect(whenFailed(undefined)).toEqual({ kind: 'request_approval' });
    expect(whenFailed(asked)).toEqual({ kind: 'await_approval' });
  });

  test('is not asked for while it could not be carried out, or is held', () => {
    const obstacles = ['database_unavailable'];
    expect(duty({ assessment: failed, obstacles }, {}, approval())).toEqual({ kind: 'blocked', obstacles });
    const moves = { automaticMoves: [ago(3_000), ago(2_000), ago(1_000)] };
    expect(duty({ assessment: failed }, moves, approval())).toMatchObject({ kind: 'hold', because: 'too_many_moves' });
  });

  test('begins when it is approved, also late, if nothing has begun', () => {
    for (const answerBy of [ago(-1), ago(1)]) {
      const question = { ...asked, answerBy, answer: { ...by, decision: 'approved' as const } };
      expect(whenFailed(question)).toEqual({ kind: 'fail_over' });
    }
  });

  test('is held when it is rejected', () => {
    const question = { ...asked, answerBy: ago(1), answer: { ...by, decision: 'rejected' as const } };
    expect(whenFailed(question, 'fail_over')).toEqual({ kind: 'hold', because: 'rejected' });
  });

  test.each([
    ['a millisecond before its end', ago(-1), { kind: 'await_approval' }, { kind: 'await_approval' }],
    ['at its end', ago(0), { kind: 'hold', because: 'unanswered' }, { kind: 'fail_over' }],
  ])('that nobody answers does what was asked with it: %s', (_, answerBy, standDown, failOver) => {
    expect(whenFailed({ ...asked, answerBy })).toEqual(standDown);
    expect(whenFailed({ ...asked, answerBy, afterwards: 'fail_over' })).toEqual(failOver);
  });

  test('is asked for no more when the region is well for a whole window', () => {
    const well = (isSteady: boolean) => duty({ isSteady }, { question: asked }, approval());
    expect(well(true)).toEqual({ kind: 'withdraw_question' });
    expect(well(false)).toEqual({ kind: 'none' });
    expect(duty({ isSteady: true }, { question: { ...asked, toRegion: 'us-east-1' } }, approval()).kind).toBe('none');
  });

  test('is needed by no hand-back, resumption or order', () => {
    const fenced = { mode: 'recovering', stage: 'fenced' } as const;
    expect(duty({ assessment: failed, database: writer }, fenced, approval()).kind).toBe('hand_back');
    const unfinished = { activeRegion: 'us-east-2', mode: 'recovering', stage: 'opened' } as const;
    expect(duty({}, unfinished, approval()).kind).toBe('resume');
    expect(duty({ isOrdered: true }, {}, approval()).kind).toBe('fail_over');
  });

  test('is only announced where people decide everything', () => {
    const observe = { ...approval(), mode: 'observe' } as const;
    expect(duty({ assessment: failed }, {}, observe)).toEqual({ kind: 'hold', because: 'observe' });
    expect(duty({ isOrdered: true }, {}, observe)).toEqual({ kind: 'fail_over' });
  });
});

describe('13 a person`s order', () => {
  test('leaves a region that is well, held by nothing but what makes it impossible', () => {
    const moves = { automaticMoves: [ago(3_000), ago(2_000), ago(1_000)], recoveredAt: ago(500) };
    expect(duty({ isOrdered: true, isHeld: true }, moves)).toEqual({ kind: 'fail_over' });
    const obstacles = ['never_replicated'];
    expect(duty({ isOrdered: true, obstacles })).toEqual({ kind: 'blocked', obstacles });
  });

  test('to the old writer of a takeover that has promoted nothing is a hand-back', () => {
    const fenced = { activeRegion: 'us-east-1', mode: 'recovering', stage: 'fenced' } as const;
    expect(duty({ isOrdered: true, database: writer }, fenced)).toEqual({ kind: 'hand_back' });
  });

  test('to the active region asks for nothing', () => {
    expect(duty({ isOrdered: true }, { activeRegion: 'us-east-2' })).toEqual({ kind: 'none' });
  });
});

describe('the old writer', () => {
  const fenced = { mode: 'recovering', stage: 'fenced' } as const;

  test('takes back what can not be promoted', () => {
    expect(duty({ database: writer }, { ...fenced, obstacle: 'database_unavailable' })).toEqual({ kind: 'hand_back' });
  });

  test('leaves a takeover alone that goes on', () => {
    expect(duty({ database: writer }, fenced)).toEqual({ kind: 'none' });
    expect(duty({ database: writer }, { ...fenced, stage: 'promoting', obstacle: 'x' })).toEqual({ kind: 'none' });
  });

  test('takes back what a silent region has fenced or asked to promote', () => {
    for (const stage of ['fenced', 'promoting'] as const) {
      expect(duty({ database: writer, assessment: failed }, { ...fenced, stage })).toEqual({ kind: 'hand_back' });
    }
  });

  test('a standby takes over when the old writer that was handed the work can not go on', () => {
    const state = { mode: 'handing_back', stage: 'fenced', obstacle: 'database_unavailable' } as const;
    expect(duty({}, state)).toEqual({ kind: 'fail_over' });
  });

  test('takes nothing back once something was promoted, or while roles change', () => {
    const obstacles = ['database_is_writer'];
    const promoted = { mode: 'recovering', stage: 'promoted' } as const;
    expect(duty({ database: writer, assessment: failed, obstacles }, promoted)).toEqual({ kind: 'blocked', obstacles });
    const changing = { ...writer, isInTransition: true };
    expect(duty({ database: changing, assessment: failed, obstacles }, fenced)).toEqual({ kind: 'blocked', obstacles });
  });
});

describe('the active region', () => {
  const unfinished = { activeRegion: 'us-east-2', mode: 'recovering', stage: 'opened' } as const;
  const workerAt = (endedMsAgo: number, attempt = 1) => ({ execution: 'one', until: ago(endedMsAgo), attempt });

  test('has nothing to do when its takeover is finished', () => {
    expect(duty({}, { activeRegion: 'us-east-2' })).toEqual({ kind: 'none' });
  });

  test.each<[string, RegionState['worker'], string]>([
    ['nobody ever worked on it', undefined, 'resume'],
    ['somebody works on it', workerAt(-1), 'none'],
    ['its worker is silent for less than the pause', workerAt(999), 'none'],
    ['its worker is silent for the pause', workerAt(1_000), 'resume'],
    ['it made no progress three times, and the longer pause is not over', workerAt(3_999, 3), 'none'],
    ['it made no progress three times, and the longer pause is over', workerAt(4_000, 3), 'resume'],
    ['it made no progress a hundred times: there is no last attempt', workerAt(60_000, 100), 'resume'],
  ])('resumes its takeover when %s', (_, worker, kind) => {
    expect(duty({}, worker === undefined ? unfinished : { ...unfinished, worker })).toEqual({ kind });
  });
});
