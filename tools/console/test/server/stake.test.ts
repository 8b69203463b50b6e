import { expect, test } from 'vitest';
import { Stake } from '../../src/server/state/stake.ts';
import { anEvent } from '../a-host.ts';

const at = (seconds: number) => new Date(Date.UTC(2030, 0, 1, 0, 0, seconds)).toISOString();
const captureAt = (seconds: number, data = {}) => anEvent('PaymentCaptured', { time: at(seconds) }, data);

function heard(...events: ReturnType<typeof anEvent>[]): Stake {
  const stake = new Stake();
  for (const event of events) stake.hear(event);
  return stake;
}

test('counts what was booked after the replica ended, and no later than it was asked', () => {
  const stake = heard(captureAt(1), captureAt(2), captureAt(3), captureAt(4, { amountMinor: '100' }), captureAt(5));
  expect(stake.count('us-east-1', { upTo: at(2), at: at(4) })).toEqual({
    countedAt: at(4),
    since: at(2),
    bookings: 2,
    sums: ['11.50 EUR'],
    isPartial: false,
  });
});

test('sums each currency by itself', () => {
  const stake = heard(captureAt(1), captureAt(1, { currency: 'JPY', amountMinor: '300' }));
  expect(stake.count('us-east-1', { upTo: at(0), at: at(9) }).sums).toEqual(['10.50 EUR', '300 JPY']);
});

test('counts the part that an operation moved, and not the whole payment', () => {
  const refund = anEvent('PaymentPartiallyRefunded', { time: at(1) }, { operationAmountMinor: '50' });
  expect(heard(refund).count('us-east-1', { upTo: at(0), at: at(9) }).sums).toEqual(['0.50 EUR']);
});

test.each<[string, ReturnType<typeof anEvent>]>([
  ['what the journal alone has', anEvent('PaymentAccepted', { time: at(1) })],
  ['what another region booked', anEvent('PaymentCaptured', { time: at(1), originregion: 'us-east-2' })],
  ['what a recovery announces again', anEvent('PaymentCaptured', { time: at(1), reannounced: true })],
  ['the same event on the other bus', { ...captureAt(1), forwardedFrom: 'us-east-1' }],
])('does not count %s', (_, event) => {
  expect(heard(event).count('us-east-1', { upTo: at(0), at: at(9) }).bookings).toBe(0);
});
