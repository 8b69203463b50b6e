import type { ChangeOutcome, CreationOutcome } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { isSameOutcome } from '../../src/domain/is-same-outcome.ts';

const paymentId = `pay_${'a'.repeat(32)}`;
const created: CreationOutcome = {
  outcome: 'created',
  paymentId,
  status: 'authorized',
  version: 2,
  feeMinor: '0',
  expiresAt: '2026-11-28T10:00:00.000Z',
  recordedAt: '2026-11-21T10:00:00.000Z',
};
const refused: ChangeOutcome = {
  outcome: 'refused',
  code: 'operation_not_allowed',
  availableMinor: '0',
  paymentId,
  merchantId: 'acme',
  currency: 'EUR',
  status: 'voided',
  version: 3,
  recordedAt: '2026-11-21T10:00:00.000Z',
};

test('does not ask when it was decided', () => {
  const later = { ...created, recordedAt: '2026-11-21T10:00:09.000Z', expiresAt: '2026-11-28T10:00:09.000Z' };
  expect(isSameOutcome(created, later)).toBe(true);
  expect(isSameOutcome(refused, { ...refused, recordedAt: '2026-11-21T10:00:09.000Z' })).toBe(true);
});

test.each<[string, ChangeOutcome | CreationOutcome]>([
  ['a status', { ...created, status: 'captured' }],
  ['a fee', { ...created, feeMinor: '1' }],
  ['a reason', { ...created, status: 'rejected', reason: 'merchant_blocked' }],
  ['the kind of outcome', refused],
])('asks for %s', (_, other) => {
  expect(isSameOutcome(created, other)).toBe(false);
});
