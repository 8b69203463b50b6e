/** What a merchant wants, in the witness's own words; `reference` names it uniquely and travels with the payment. */
export interface PaymentIntent {
  readonly merchantId: string;
  /** Decimal string, minor unit. */
  readonly amountMinor: string;
  readonly currency: string;
  readonly reference: string;
  /** `manual` holds the amount until the merchant captures or voids it. */
  readonly capture: 'automatic' | 'manual';
}

/** What a merchant then wants done to a payment. It may be something that it must be refused. */
export interface ChangeIntent {
  /** Reference of the payment. */
  readonly reference: string;
  readonly action: 'capture' | 'void' | 'refund' | 'approve' | 'reject';
  /** Decimal string, minor unit; without it all there is. */
  readonly amountMinor?: string;
  /** Version that the request claims the merchant has seen: none, that of the last answer, or one that is long gone. */
  readonly seen: 'nothing' | 'last_answer' | 'old_version';
}

/** Where each action is asked for, below a payment. */
export const changePaths = {
  capture: 'captures',
  void: 'voids',
  refund: 'refunds',
  approve: 'approvals',
  reject: 'rejections',
} as const satisfies Record<ChangeIntent['action'], string>;

/** A payment request's body in the words of the API. */
export function bodyOf(intent: PaymentIntent): Readonly<Record<string, string>> {
  return {
    merchant_id: intent.merchantId,
    amount_minor: intent.amountMinor,
    currency: intent.currency,
    reference: intent.reference,
    ...(intent.capture === 'manual' ? { capture: 'manual' } : {}),
  };
}

/** A change's body in the words of the API. */
export function changeBodyOf(
  merchantId: string,
  { amountMinor }: Pick<ChangeIntent, 'amountMinor'>,
): Readonly<Record<string, string>> {
  return { merchant_id: merchantId, ...(amountMinor === undefined ? {} : { amount_minor: amountMinor }) };
}
