import { eventIdOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { seenEvents } from '../../src/evidence/seen-events.ts';
import { judgeEvents } from '../../src/verdict/judge-events.ts';
import { intactEvidence } from '../intact-evidence.ts';

const sound = intactEvidence();

test.each<[string, { named: number; order: number | undefined }, readonly string[]]>([
  ['its version', { named: 2, order: undefined }, []],
  ['the place that it says', { named: 5, order: 5 }, []],
  ['a place that it does not say', { named: 5, order: undefined }, ['event_misnamed']],
  ['another place than it says', { named: 5, order: 6 }, ['event_misnamed']],
])('11.A1: an event may be named by %s', (_, { named, order }, rules) => {
  const events = sound.events.map((event, at) => {
    const { commandId = '', subject: aggregateId, type } = event;
    // Every second one is of a booking.
    return at === 1 ? { ...event, id: eventIdOf({ aggregateId, version: named, type, commandId }), order } : event;
  });
  expect(judgeEvents({ ...sound, events }).map(({ rule }) => rule)).toEqual(rules);
});

test.each([
  ['7', { order: 7 }, 7],
  ['none', {}, undefined],
  ['none, where it is no number', { order: '7' }, undefined],
])('11.A1: the order of a recorded event is read: %s', (_, data, order) => {
  const detail = {
    specversion: '1.0',
    id: eventIdOf({ aggregateId: 'pay_1', version: 3, type: 'PaymentVoided', commandId: 'c' }),
    source: 'payments.transactions',
    type: 'PaymentVoided',
    subject: 'pay_1',
    time: '2026-11-21T10:00:00.000Z',
    datacontenttype: 'application/json',
    correlationid: 'journey',
    causationid: 'cause',
    epoch: 2,
    originregion: 'us-east-2',
    aggregateversion: 3,
    data,
  };
  const [seen] = seenEvents([{ detail } as unknown as Parameters<typeof seenEvents>[0][number]]);
  expect(seen?.order).toBe(order);
});
