import { bodyOf, type PaymentIntent } from '../../load/intents.ts';
import type { PlannedPayment } from '../../load/planned-request.ts';
import { sendUntilSettled } from '../../load/send-until-settled.ts';
import { stranger } from '../../load/strangers.ts';
import type { DrillRun } from '../drill-run.ts';

/** Requests under way at once. */
const senders = 16;

/** Numbers of these requests begin here. */
const firstNumber = 5_000_001;

/** A merchant without endpoints: a burst is about the ledger, unless a scenario says otherwise. */
const merchantDefault = stranger;

/** Sends payments as fast as they are acknowledged, and returns when all are. */
export async function sendBurst(run: DrillRun, count: number, merchantId = merchantDefault): Promise<void> {
  const client = { ...run, jitter: run.random.stream('burst') };
  let sent = 0;
  const sender = async (): Promise<void> => {
    while (sent < count) {
      const number = firstNumber + sent++;
      const payment = paymentOf({ run: run.run, number, merchantId });
      await sendUntilSettled(payment, { path: '/validation/v1/payments' }, client, run.waitMsMax);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
}

function paymentOf({
  run,
  number,
  merchantId,
}: {
  readonly run: string;
  readonly number: number;
  readonly merchantId: string;
}): PlannedPayment {
  const reference = `${run}-${number}`;
  const intent: PaymentIntent = { merchantId, amountMinor: '100', currency: 'EUR', reference, capture: 'automatic' };
  return {
    number,
    dueMs: 0,
    purpose: 'payment',
    idempotencyKey: reference,
    sender: { kind: 'merchant', merchantId },
    body: JSON.stringify(bodyOf(intent)),
    intent,
  };
}
