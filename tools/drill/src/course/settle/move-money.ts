import type { MovedMoney } from '../../evidence/conduct.ts';
import { changeBodyOf, changePaths } from '../../load/intents.ts';
import type { PlannedChange, PlannedPayment } from '../../load/planned-request.ts';
import { sendUntilSettled } from '../../load/send-until-settled.ts';
import { smallPayment } from '../../load/small-payment.ts';
import { acknowledgedId } from '../../witness/read-book.ts';
import { awaitCaptured } from '../await-captured.ts';
import type { DrillRun } from '../drill-run.ts';

/** Numbers of these requests, beyond those of every load. */
const paymentNumber = 4_000_001;
const refundNumber = 4_000_002;

/**
 * Requests one more payment after everything was healed, waits until it is seen captured, and refunds it.
 *
 * @returns what money does again; a platform that books no payment, or takes no change, is stranded
 */
export async function moveMoney(run: DrillRun): Promise<MovedMoney> {
  const client = { ...run, jitter: run.random.stream('last') };
  const payment = smallPayment(run.run, paymentNumber);
  const accepted = await sendUntilSettled(payment, { path: '/validation/v1/payments' }, client, run.waitMsMax);
  if (accepted?.status !== 202) return { isBooked: false, isChanged: false };
  const paymentId = acknowledgedId(accepted.body);
  const { merchantId } = payment.intent;
  if (!(await awaitCaptured({ paymentId, merchantId }, run, run.waitMsMax)))
    return { isBooked: false, isChanged: false };
  const { reference } = payment.intent;
  run.timeline.add('booked', `${reference} is captured: payments are booked`);
  const path = `/transactions/v1/payments/${paymentId}/${changePaths.refund}`;
  const refunded = await sendUntilSettled(refundOf(run.run, payment), { path }, client, run.waitMsMax);
  const isChanged = refunded?.status === 201;
  if (isChanged) run.timeline.add('booked', `${reference} is refunded: changes are taken`);
  return { isBooked: true, isChanged };
}

function refundOf(run: string, { number, sender, intent: { merchantId, reference } }: PlannedPayment): PlannedChange {
  return {
    number: refundNumber,
    dueMs: 0,
    purpose: 'change',
    idempotencyKey: `${run}-${refundNumber}`,
    sender,
    body: JSON.stringify(changeBodyOf(merchantId, { action: 'refund' })),
    change: { reference, action: 'refund', seen: 'nothing' },
    payment: number,
    after: number,
  };
}
