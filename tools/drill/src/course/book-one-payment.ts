import { bodyOf, type PaymentIntent } from '../load/intents.ts';
import { merchants } from '../load/plan-load.ts';
import type { PlannedPayment } from '../load/planned-request.ts';
import { sendUntilSettled } from '../load/send-until-settled.ts';
import { acknowledgedId } from '../witness/read-book.ts';
import { awaitCaptured } from './await-captured.ts';
import type { DrillRun } from './drill-run.ts';

/** Number of this request, beyond those of every load. */
const number = 4_000_001;

/**
 * Requests one more payment, after everything was healed, and waits until it is seen captured.
 *
 * @returns whether money moves again; a platform from which no payment can be booked is stranded
 */
export async function bookOnePayment(run: DrillRun): Promise<boolean> {
  const reference = `${run.run}-${number}`;
  const intent: PaymentIntent = {
    merchantId: merchants[0],
    amountMinor: '100',
    currency: 'EUR',
    reference,
    capture: 'automatic',
  };
  const body = JSON.stringify(bodyOf(intent));
  const payment: PlannedPayment = { number, dueMs: 0, purpose: 'payment', idempotencyKey: reference, body, intent };
  const client = { ...run, jitter: run.random.stream('last') };
  const answer = await sendUntilSettled(payment, { path: '/validation/v1/payments' }, client, run.waitMsMax);
  if (answer?.status !== 202) return false;
  const isBooked = await awaitCaptured(acknowledgedId(answer.body), run, run.waitMsMax);
  if (isBooked) run.timeline.add('booked', `${reference} is captured: payments are booked`);
  return isBooked;
}
