import type { Sender } from './sender.ts';

/** A payment as its merchant wants it; `reference` is unique and travels with the payment. */
export interface PaymentIntent {
  readonly merchantId: string;
  /** Decimal string, minor unit. */
  readonly amountMinor: string;
  readonly currency: string;
  readonly reference: string;
  /** `manual` holds the amount until the merchant captures or voids it. */
  readonly capture: 'automatic' | 'manual';
  /** How long the hold lasts, in seconds from the acceptance on; days if left out. */
  readonly holdSeconds?: number;
}

/** A change that a merchant requests. The platform may have to refuse it. */
export interface ChangeIntent {
  /** Reference of the payment. */
  readonly reference: string;
  readonly action: keyof typeof changePaths;
  /** Decimal string, minor unit; without it all there is. */
  readonly amountMinor?: string;
  /** A capture that releases the rest. */
  readonly isFinal?: true;
  /** Version in `If-Match`: none, that of the last answer, or an old one. */
  readonly seen: 'nothing' | 'last_answer' | 'old_version';
}

/** A session as a request leaves it. */
export interface SessionIntent {
  /** Unique in the drill. */
  readonly name: string;
  /** Version after the request. */
  readonly version: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A webhook endpoint to register. */
export interface EndpointIntent {
  readonly merchantId: string;
  /** Path at the witness. */
  readonly path: string;
}

/** Path of each action below a payment. */
export const changePaths = {
  capture: 'captures',
  void: 'voids',
  refund: 'refunds',
  approve: 'approvals',
  reject: 'rejections',
  dispute: 'disputes',
  evidence: 'dispute-evidence',
  win: 'dispute-wins',
  lose: 'dispute-losses',
} as const;

/** Actions that are an operator's, not a merchant's. */
const ofOperators: ReadonlySet<ChangeIntent['action']> = new Set(['approve', 'reject', 'dispute', 'win', 'lose']);

/** Who may ask for a change of a merchant's payment. */
export function senderOf(action: ChangeIntent['action'], merchantId: string): Sender {
  return ofOperators.has(action) ? { kind: 'operator' } : { kind: 'merchant', merchantId };
}

/** Fields of an action beside merchant and amount. */
const needed: Readonly<Partial<Record<ChangeIntent['action'], Readonly<Record<string, string>>>>> = {
  dispute: { reason: 'fraudulent' },
  evidence: { evidence: 'signed for at the door' },
};

/** A payment request's body in the words of the API. */
export function bodyOf(
  intent: PaymentIntent,
): Readonly<Record<string, string | number>> & { readonly merchant_id: string } {
  return {
    merchant_id: intent.merchantId,
    amount_minor: intent.amountMinor,
    currency: intent.currency,
    reference: intent.reference,
    ...(intent.capture === 'manual' ? { capture: 'manual' } : {}),
    ...(intent.holdSeconds === undefined ? {} : { hold_seconds: intent.holdSeconds }),
  };
}

/** A change's body in the words of the API. */
export function changeBodyOf(
  merchantId: string,
  { action, amountMinor, isFinal }: Pick<ChangeIntent, 'action' | 'amountMinor' | 'isFinal'>,
): Readonly<Record<string, string | boolean>> & { readonly merchant_id: string } {
  return {
    merchant_id: merchantId,
    ...needed[action],
    ...(amountMinor === undefined ? {} : { amount_minor: amountMinor }),
    ...(isFinal === undefined ? {} : { final: true }),
  };
}
