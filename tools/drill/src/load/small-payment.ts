import { bodyOf, type PaymentIntent } from './intents.ts';
import { merchants } from './plan-load.ts';
import type { PlannedPayment } from './planned-request.ts';

/**
 * A payment of 1.00 EUR, captured at once, beside the load: it shows whether money moves.
 *
 * @param merchantId default - the first merchant of the load
 */
export function smallPayment(run: string, number: number, merchantId: string = merchants[0]): PlannedPayment {
  const reference = `${run}-${number}`;
  const intent: PaymentIntent = { merchantId, amountMinor: '100', currency: 'EUR', reference, capture: 'automatic' };
  const body = JSON.stringify(bodyOf(intent));
  const sender = { kind: 'merchant', merchantId } as const;
  return { number, dueMs: 0, purpose: 'payment', idempotencyKey: reference, sender, body, intent };
}
