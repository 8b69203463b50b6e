import { bodyOf, type ChangeIntent, changeBodyOf, type PaymentIntent, senderOf } from '../load/intents.ts';
import { merchants } from '../load/plan-load.ts';
import type { PlannedChange, PlannedPayment, PlannedRequest } from '../load/planned-request.ts';
import type { Random } from '../random.ts';

/** Payments of one run, and the time over which they are due, in milliseconds. */
const paymentsPerRun = 12;
const spanMs = 1500;

/** Numbers of one run's requests; enough for all of them. */
const numbersPerRun = 100;

/** Plans the requests around one loss: payments, and a capture or refund of every second one. */
export function planRun(runName: string, run: number, random: Random): readonly PlannedRequest[] {
  const planned: PlannedRequest[] = [];
  const first = run * numbersPerRun + 1;
  for (let index = 0; index < paymentsPerRun; index++) {
    const payment = paymentOf(runName, { number: first + 2 * index, dueMs: random.between(0, spanMs) }, random);
    planned.push(payment);
    if (index % 2 === 0) planned.push(changeOf(runName, payment));
  }
  return planned.toSorted((left, right) => left.dueMs - right.dueMs);
}

function paymentOf(
  runName: string,
  { number, dueMs }: { readonly number: number; readonly dueMs: number },
  random: Random,
): PlannedPayment {
  const reference = `${runName}-${number}`;
  const intent: PaymentIntent = {
    merchantId: random.pick(merchants),
    amountMinor: String(random.between(100, 100_000)),
    currency: 'EUR',
    reference,
    capture: random.pick(['automatic', 'manual'] as const),
  };
  const sender = { kind: 'merchant', merchantId: intent.merchantId } as const;
  const body = JSON.stringify(bodyOf(intent));
  return { number, dueMs, purpose: 'payment', idempotencyKey: reference, sender, body, intent };
}

function changeOf(runName: string, { number, dueMs, intent }: PlannedPayment): PlannedChange {
  const action: ChangeIntent['action'] = intent.capture === 'manual' ? 'capture' : 'refund';
  const change: ChangeIntent = { reference: intent.reference, action, seen: 'nothing' };
  return {
    number: number + 1,
    dueMs: dueMs + 1,
    purpose: 'change',
    idempotencyKey: `${runName}-${number + 1}`,
    sender: senderOf(action, intent.merchantId),
    body: JSON.stringify(changeBodyOf(intent.merchantId, change)),
    change,
    payment: number,
    after: number,
  };
}
