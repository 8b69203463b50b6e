import type { ExpectedOperation } from './payment-model.ts';

/** Webhook type of each operation. */
const webhookTypes: Readonly<Record<string, string>> = {
  hold_for_review: 'payment.held_for_review',
  approve_authorize: 'payment.authorized',
  approve_capture: 'payment.captured',
  authorize: 'payment.authorized',
  capture: 'payment.captured',
  partial_capture: 'payment.partially_captured',
  void: 'payment.voided',
  expire: 'payment.expired',
  refund: 'payment.refunded',
  partial_refund: 'payment.partially_refunded',
  reject: 'payment.rejected',
  open_dispute: 'payment.disputed',
  submit_evidence: 'payment.dispute_evidence_submitted',
  win_dispute: 'payment.dispute_won',
  lose_dispute: 'payment.dispute_lost',
} satisfies Readonly<Record<ExpectedOperation['operation'], string>>;

/** Webhook type of an operation; an unknown operation keeps its name. */
export function webhookTypeOf(operation: string): string {
  return webhookTypes[operation] ?? operation;
}
