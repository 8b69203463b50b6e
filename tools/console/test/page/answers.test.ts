import { describe, expect, test } from 'vitest';
import { answersOf } from '../../page/model/answers.ts';
import type { CloudView } from '../../src/wire.ts';
import { aCloud, ago, anActive, aStandby, at, nowMs } from './a-cloud.ts';

const openState = aCloud().state;

function said(over: Partial<CloudView>, question: 'May' | 'would' | 'next') {
  const found = answersOf(aCloud(over), undefined, nowMs).find((answer) => answer.question.includes(question));
  return [found?.tone, found?.text];
}

describe('may I fail over now?', () => {
  test.each<[string, Partial<CloudView>, string, string]>([
    ['all is well', {}, 'good', 'Yes, into us-east-2'],
    ['the standby is lost', { regions: [anActive(), aStandby({ process: 'killed' })] }, 'bad', 'No: us-east-2 is lost'],
    [
      'the standby stands still',
      { regions: [anActive(), aStandby({ process: 'paused' })] },
      'bad',
      'No: us-east-2 stands still',
    ],
    [
      'its database is silent',
      { regions: [anActive(), aStandby({ databaseRole: 'unknown' })] },
      'bad',
      'No: the database of us-east-2 does not answer',
    ],
    [
      'its watcher is blocked',
      {
        regions: [
          anActive(),
          aStandby({ watch: { at, assessment: 'failed', duty: 'blocked', because: ['replica_unsound'], signals: [] } }),
        ],
      },
      'bad',
      'No: replica_unsound',
    ],
    ['the quorum is silent', { stateUnreadable: { since: at, reason: '' } }, 'bad', 'No: the quorum does not answer'],
    [
      'one is under way',
      { ...(openState === undefined ? {} : { state: { ...openState, stage: 'fenced', mode: 'recovering' } }) },
      'warn',
      'A failover is under way',
    ],
  ])('%s', (_, over, tone, text) => {
    expect(said(over, 'May')).toEqual([tone, text]);
  });

  test('the primary that is dead is no obstacle', () => {
    expect(said({ regions: [anActive({ process: 'killed' }), aStandby()] }, 'May')).toEqual([
      'good',
      'Yes, into us-east-2',
    ]);
  });
});

describe('what would I lose?', () => {
  const stake = { countedAt: at, since: ago(0.4), bookings: 3, sums: ['31.50 EUR'], isPartial: false };

  test('nothing, when the replica has every booking', () => {
    expect(said({}, 'would')).toEqual(['good', 'Nothing']);
  });

  test('bookings and money, by the database alone', () => {
    expect(said({ stake }, 'would')).toEqual(['quiet', 'By the database alone: 3 bookings, 31.50 EUR']);
  });

  test('a replica that is far behind is worth a warning', () => {
    expect(said({ stake: { ...stake, since: ago(2), isPartial: true } }, 'would')[0]).toBe('quiet');
    expect(said({ stake: { ...stake, since: ago(2.001), isPartial: true } }, 'would')).toEqual([
      'warn',
      'By the database alone: more than 3 bookings, 31.50 EUR',
    ]);
  });

  test('without a replica there is one copy', () => {
    const { stake: _, ...alone } = aCloud({ regions: [anActive(), aStandby({ process: 'killed' })] });
    const found = answersOf(alone, undefined, nowMs)[1];
    expect(found?.text).toBe('There is one copy of the ledger');
  });
});

describe('what happens next?', () => {
  test.each<[string, Partial<CloudView>, string, string]>([
    ['nothing, when all is well', {}, 'good', 'Nothing is due'],
    [
      'the standby decides on a lost region',
      { regions: [anActive({ process: 'killed' }), aStandby()] },
      'bad',
      'us-east-2 decides',
    ],
    [
      'nothing can, when both are lost',
      { regions: [anActive({ process: 'killed' }), aStandby({ process: 'killed' })] },
      'bad',
      'Nothing: no region can take over',
    ],
    [
      'a lost standby waits',
      { regions: [anActive(), aStandby({ process: 'killed' })] },
      'warn',
      'us-east-2 waits to be restored',
    ],
    [
      'a fault is in force',
      { faults: [{ id: 'fault-1', since: at, text: 'isolate' }] },
      'warn',
      'The watcher looks on',
    ],
  ])('%s', (_, over, tone, text) => {
    expect(said(over, 'next')).toEqual([tone, text]);
  });

  test('a person decides while a question waits', () => {
    const question = {
      toRegion: 'us-east-2',
      askedAt: ago(5),
      answerBy: new Date(nowMs + 55_000).toISOString(),
      afterwards: 'stand_down' as const,
      cause: 'cannot_acknowledge' as const,
      down: [],
    };
    const state = { question } as never;
    const answers = answersOf(aCloud(), { at, state, reports: [], budgetSeconds: {} }, nowMs);
    expect(answers[2]).toMatchObject({
      text: 'You decide',
      detail: 'Without an answer within 55.0 s nothing is done.',
    });
  });
});
