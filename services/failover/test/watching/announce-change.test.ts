import { expect, test } from 'vitest';
import type { Announcement } from '../../src/adapters/announcer.ts';
import type { Duty } from '../../src/domain/decide-duty.ts';
import { ChangeAnnouncer } from '../../src/watching/announce-change.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRegionState } from '../support/fakes.ts';

const asked = aRegionState({
  question: {
    toRegion: 'us-east-2',
    askedAt: '2030-01-31T12:00:00.000Z',
    answerBy: '2030-01-31T12:05:00.000Z',
    afterwards: 'stand_down',
    cause: 'cannot_book',
    down: [{ signal: 'book', since: '2030-01-31T11:57:00.000Z' }],
    replicatedUpTo: '2030-01-31T11:56:00.000Z',
    atStake: { commands: 5, payments: 3, amountsMinor: { EUR: '1050', JPY: '300' }, isPartial: false },
  },
});

/** Subjects that are told of duties, one after the other. */
async function told(duties: readonly Duty[], { pauseMs = 0, state = aRegionState() } = {}) {
  const messages: Announcement[] = [];
  const clock = new FakeClock();
  const announcer = new ChangeAnnouncer({
    announcer: {
      tell: async (message) => {
        messages.push(message);
      },
    },
    clock,
  });
  for (const duty of duties) {
    await announcer.note({ state, duty });
    clock.spend(pauseMs);
  }
  return { subjects: messages.map(({ subject }) => subject), text: messages[0]?.text ?? '' };
}

const none: Duty = { kind: 'none' };
const held: Duty = { kind: 'hold', because: 'dwell' };

test.each<[Duty, string]>([
  [held, 'Failover: epoch 2 is held (dwell)'],
  [{ kind: 'hold', because: 'observe' }, 'Failover: epoch 2 is held (observe)'],
  [{ kind: 'hold', because: 'unanswered' }, 'Failover: epoch 2 is held (unanswered)'],
  [{ kind: 'blocked', obstacles: ['database_unavailable'] }, 'Failover: epoch 2 is blocked'],
  [{ kind: 'request_approval' }, 'Failover: epoch 2 needs approval'],
  [{ kind: 'withdraw_question' }, 'Failover: epoch 2 needs no answer'],
  [{ kind: 'resume' }, 'Failover: epoch 1 is resumed'],
])('FO5 people are told once of %j', async (duty, subject) => {
  expect((await told([none, duty, duty, duty])).subjects).toEqual([subject]);
});

test('FO5 nothing is told of a calm look, of an order whose stages are told, or of what a drill holds', async () => {
  const calm: Duty[] = [none, { kind: 'ask' }, { kind: 'fail_over' }, { kind: 'hold', because: 'drill' }];
  expect((await told(calm)).subjects).toEqual([]);
});

test('FO5 a duty that comes and goes is told again after a minute', async () => {
  const flapping = [held, none, held];
  expect((await told(flapping, { pauseMs: 29_999 })).subjects).toHaveLength(1);
  expect((await told(flapping, { pauseMs: 30_000 })).subjects).toHaveLength(2);
});

test('FO5 a question that is asked again is told again at once', async () => {
  const ask: Duty = { kind: 'request_approval' };
  expect((await told([ask, { kind: 'withdraw_question' }, ask])).subjects).toHaveLength(3);
});

test('13 a question tells what a person has to know, and how to answer', async () => {
  const { text } = await told([{ kind: 'request_approval' }], { state: asked });
  expect(text).toContain('book: down since 2030-01-31T11:57:00.000Z');
  expect(text).toContain('payments are taken and not booked');
  expect(text).toContain('3 payments of 10.50 EUR, 300 JPY, and 2 other commands since 2030-01-31T11:56:00.000Z');
  expect(text).toContain('Without an answer until 2030-01-31T12:05:00.000Z: nothing is done');
  expect(text).toContain('redoubt failover approve 2');
});
