import { bodyOf, type ChangeIntent, changeBodyOf, type PaymentIntent, senderOf } from './intents.ts';
import type { PlannedChange, PlannedPayment, PlannedRequest } from './planned-request.ts';

type Step = Pick<ChangeIntent, 'action' | 'amountMinor'>;

/** Payments with changes that together call every function. */
const lives: readonly {
  readonly intent: Omit<PaymentIntent, 'merchantId' | 'reference'>;
  readonly steps: readonly Step[];
}[] = [
  { intent: { amountMinor: '1050', currency: 'EUR', capture: 'automatic' }, steps: [{ action: 'refund' }] },
  {
    intent: { amountMinor: '2000', currency: 'USD', capture: 'manual' },
    steps: [{ action: 'capture', amountMinor: '500' }, { action: 'void' }],
  },
  { intent: { amountMinor: '178000001', currency: 'JPY', capture: 'manual' }, steps: [{ action: 'approve' }] },
  {
    intent: { amountMinor: '3000', currency: 'EUR', capture: 'automatic' },
    steps: [{ action: 'dispute' }, { action: 'evidence' }, { action: 'win' }],
  },
  {
    intent: { amountMinor: '4000', currency: 'EUR', capture: 'automatic' },
    steps: [{ action: 'dispute', amountMinor: '1000' }, { action: 'lose' }],
  },
  { intent: { amountMinor: '178000002', currency: 'JPY', capture: 'automatic' }, steps: [{ action: 'reject' }] },
];

/** Its requests are numbered from here on, after those of any load. */
const firstNumber = 1_000_001;

/**
 * Requests before the load: a few payments with all their changes, so that every function is warm when a fault comes. They
 * are judged like all others.
 */
export function planWarmUp({
  run,
  merchantId,
}: {
  readonly run: string;
  readonly merchantId: string;
}): readonly PlannedRequest[] {
  const planned: PlannedRequest[] = [];
  const slot = () => {
    const number = firstNumber + planned.length;
    return { number, dueMs: 0, idempotencyKey: `${run}-${number}` };
  };
  for (const { intent: wanted, steps } of lives) {
    const first = slot();
    const intent: PaymentIntent = { merchantId, reference: first.idempotencyKey, ...wanted };
    const payment: PlannedPayment = {
      ...first,
      purpose: 'payment',
      sender: { kind: 'merchant', merchantId },
      body: JSON.stringify(bodyOf(intent)),
      intent,
    };
    planned.push(payment);
    let after = payment.number;
    for (const step of steps) {
      const change: PlannedChange = {
        ...slot(),
        purpose: 'change',
        sender: senderOf(step.action, merchantId),
        body: JSON.stringify(changeBodyOf(merchantId, step)),
        change: { reference: intent.reference, seen: 'nothing', ...step },
        payment: payment.number,
        after,
      };
      planned.push(change);
      after = change.number;
    }
  }
  return planned;
}
