import { eventTypes, type PaymentView } from '@redoubt/contracts';
import type { OutboxEntry } from '../../src/adapters/ledger-answers.ts';
import type { PaymentChange, PaymentEvent } from '../../src/domain/payment-change.ts';

/** An event of the ledger as a consumer reads it from the bus. */
export function consumed({ event }: Pick<OutboxEntry, 'event'>): PaymentEvent {
  const type = Object.values(eventTypes).find(({ name }) => name === event.type);
  return type?.schema.parse(JSON.parse(JSON.stringify(event))) as PaymentEvent;
}

/** A change of a payment; a test states only what matters to it. */
export function aPaymentChange(over: Partial<PaymentChange> = {}): PaymentChange {
  return {
    paymentId: `pay_${'a'.repeat(32)}`,
    epoch: 1,
    version: 2,
    at: '2026-11-21T10:00:01.000Z',
    status: 'authorized',
    merchantId: 'acme',
    amountMinor: '1050',
    currency: 'EUR',
    heldMinor: '1050',
    capturedMinor: '0',
    refundedMinor: '0',
    ...over,
  };
}

/** The ledger's view of a payment as far as events tell of it. */
export function asEventsTell({
  fee_minor: _,
  fee_refunded_minor: __,
  dispute_fee_minor: ____,
  booked_at: ___,
  ...view
}: PaymentView): PaymentView {
  return view;
}
