import { PaymentView } from '@redoubt/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paymentAsKnown } from '../../src/domain/payment-as-known.ts';
import { aPaymentChange } from '../support/payment-changes.ts';

const accepted = aPaymentChange({
  version: 1,
  at: '2026-11-21T10:00:00.000Z',
  status: 'accepted',
  heldMinor: undefined,
  capturedMinor: undefined,
  refundedMinor: undefined,
});
const authorized = aPaymentChange({ holdsUntil: '2026-11-28T10:00:00.000Z' });
const captured = aPaymentChange({
  version: 3,
  at: '2026-11-21T11:00:00.000Z',
  status: 'partially_captured',
  heldMinor: '50',
  capturedMinor: '1000',
});
const voided = aPaymentChange({
  version: 4,
  at: '2026-11-21T12:00:00.000Z',
  status: 'captured',
  heldMinor: '0',
  capturedMinor: '1000',
});

test('a payment without changes is not known', () => {
  expect(paymentAsKnown([])).toBeUndefined();
});

test('a payment that is only accepted has no sums yet', () => {
  const view = paymentAsKnown([accepted]);
  expect(view).toMatchObject({ status: 'accepted', version: 1, created_at: accepted.at, updated_at: accepted.at });
  expect(view?.held_minor).toBeUndefined();
  expect(PaymentView.safeParse(view).success).toBe(true);
});

test('the newest version says where a payment stands, the oldest when it began', () => {
  expect(paymentAsKnown([accepted, authorized, captured])).toMatchObject({
    status: 'partially_captured',
    held_minor: '50',
    captured_minor: '1000',
    version: 3,
    created_at: accepted.at,
    updated_at: captured.at,
  });
});

test('an expiry is shown as long as something is held', () => {
  expect(paymentAsKnown([authorized, captured])?.expires_at).toBe(authorized.holdsUntil);
  expect(paymentAsKnown([authorized, captured, voided])?.expires_at).toBeUndefined();
});

test('a review is shown with its end until it is decided, and with its reasons ever after', () => {
  const review = ['duplicate_submit'];
  const held = aPaymentChange({ status: 'review', heldMinor: '0', review, holdsUntil: '2026-11-24T10:00:00.000Z' });
  expect(paymentAsKnown([accepted, held])).toMatchObject({ status: 'review', review, expires_at: held.holdsUntil });
  const rejected = aPaymentChange({ version: 3, status: 'rejected', heldMinor: '0', reason: 'rejected_in_review' });
  const view = paymentAsKnown([accepted, held, rejected]);
  expect(view).toMatchObject({ status: 'rejected', review, reason: 'rejected_in_review' });
  expect(view?.expires_at).toBeUndefined();
});

test('a version of a newer epoch counts before a higher one of a ledger that was lost', () => {
  const refusedByRecovery = aPaymentChange({ epoch: 2, status: 'rejected', reason: 'merchant_blocked' });
  expect(paymentAsKnown([accepted, authorized, captured, refusedByRecovery])).toMatchObject({
    status: 'rejected',
    version: 2,
  });
  const late = aPaymentChange({ ...captured, version: 9 });
  expect(paymentAsKnown([refusedByRecovery, late])?.version).toBe(2);
});

test('neither the order nor the repeats of changes matter', () => {
  const changes = [accepted, authorized, captured, voided, aPaymentChange({ ...captured, epoch: 2 })];
  const expected = paymentAsKnown(changes);
  const twice = [...changes, ...changes];
  const inAnyOrder = fc.shuffledSubarray(twice, { minLength: twice.length });
  fc.assert(
    fc.property(inAnyOrder, (all) => {
      expect(paymentAsKnown(all)).toEqual(expected);
    }),
  );
});
