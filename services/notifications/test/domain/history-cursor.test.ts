import { expect, test } from 'vitest';
import { historyCursorOf, placeOfHistoryCursor } from '../../src/domain/history-cursor.ts';
import { placeInTimeOf } from '../../src/domain/payment-event.ts';
import { aCapture } from '../support/payment-events.ts';

const endpoint = { merchantId: 'acme', endpointId: `we_${'b'.repeat(32)}` };
const place = placeInTimeOf(aCapture());
const cursor = historyCursorOf(endpoint, place);

test('a cursor leads to the place that it was made for', () => {
  expect(placeOfHistoryCursor(endpoint, cursor)).toBe(place);
});

test.each([
  ['of another merchant', { ...endpoint, merchantId: 'globex' }],
  ['of another endpoint', { ...endpoint, endpointId: `we_${'c'.repeat(32)}` }],
])('a cursor %s leads nowhere', (_, other) => {
  expect(placeOfHistoryCursor(other, cursor)).toBeUndefined();
});
