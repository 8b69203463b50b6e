import { bodyOf, type PaymentIntent } from './intents.ts';
import { merchants } from './plan-load.ts';
import type { PlannedPayment } from './planned-request.ts';

/** A payment of 1.00 EUR, captured at once, beside the load: it shows whether money moves. */
export function smallPayment(run: string, number: number): PlannedPayment {
  const reference = `${run}-${number}`;
  const intent: PaymentIntent = {
    merchantId: merchants[0],
    amountMinor: '100',
    currency: 'EUR',
    reference,
    capture: 'automatic',
  };
  const body = JSON.stringify(bodyOf(intent));
  return { number, dueMs: 0, purpose: 'payment', idempotencyKey: reference, body, intent };
}
