import type { PaymentIntent } from '../load/intents.ts';

/** An operation on a payment, with the API's name. */
export interface ExpectedOperation {
  readonly operation:
    | 'authorize'
    | 'capture'
    | 'partial_capture'
    | 'void'
    | 'expire'
    | 'refund'
    | 'partial_refund'
    | 'reject'
    | 'hold_for_review'
    | 'approve_authorize'
    | 'approve_capture'
    | 'open_dispute'
    | 'submit_evidence'
    | 'win_dispute'
    | 'lose_dispute';
  /** Amount in minor units; absent for an operation that moves nothing. */
  readonly amountMinor: bigint | undefined;
  /** Of the payment after it. */
  readonly version: number;
}

/** State of a payment as its merchant can derive it from requests and answers. Amounts in minor units. */
export interface PaymentState {
  /** Mode of capture, at once or after a review's approval. */
  readonly capture: PaymentIntent['capture'];
  /** Amount under review. */
  readonly reviewedMinor: bigint;
  readonly heldMinor: bigint;
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
  /** Of the open dispute, and of those that were lost. */
  readonly disputedMinor: bigint;
  readonly chargedBackMinor: bigint;
  /** Its operations, oldest first; never empty. */
  readonly operations: readonly [ExpectedOperation, ...ExpectedOperation[]];
}

/** A payment above this is held for review: what 1,000,000 euros are worth in the currencies of the load, in minor units. */
const reviewAboveMinor: Readonly<Record<string, bigint>> = {
  EUR: 100_000_000n,
  USD: 116_000_000n,
  JPY: 178_000_000n,
  KWD: 356_000_000n,
};

/** The fee that every merchant of a drill pays, in hundredths of a percent of what it captures. */
const feeBasisPoints = 140n;

/** The worth of 15 euros in the currencies of the load, in minor units. */
const disputeFeeMinor: Readonly<Record<string, bigint>> = { EUR: 1_500n, USD: 1_740n, JPY: 2_670n, KWD: 5_340n };

/** The first version of a payment that can be seen: its acceptance was the one before. */
const bookedVersion = 2;

/** A payment that moves nothing. */
export const nothing = {
  reviewedMinor: 0n,
  heldMinor: 0n,
  capturedMinor: 0n,
  refundedMinor: 0n,
  disputedMinor: 0n,
  chargedBackMinor: 0n,
} as const;

/** Whether a payment's amount requires a review. */
export function isReviewed({ amountMinor, currency }: Pick<PaymentIntent, 'amountMinor' | 'currency'>): boolean {
  const limitMinor = reviewAboveMinor[currency];
  return limitMinor !== undefined && BigInt(amountMinor) > limitMinor;
}

/** State of a payment once it is booked. */
export function initialState(intent: PaymentIntent): PaymentState {
  const { capture } = intent;
  const amount = BigInt(intent.amountMinor);
  const first = (
    operation: ExpectedOperation['operation'],
    amountMinor: bigint | undefined,
  ): PaymentState['operations'] => [{ operation, amountMinor, version: bookedVersion }];
  if (isReviewed(intent)) {
    return { capture, ...nothing, reviewedMinor: amount, operations: first('hold_for_review', undefined) };
  }
  if (capture === 'manual') return { capture, ...nothing, heldMinor: amount, operations: first('authorize', amount) };
  return { capture, ...nothing, capturedMinor: amount, operations: first('capture', amount) };
}

/** Status by the API's names. */
export function statusOf(state: PaymentState): string {
  const { reviewedMinor, heldMinor, capturedMinor, refundedMinor, disputedMinor, chargedBackMinor, operations } = state;
  if (operations.at(-1)?.operation === 'reject') return 'rejected';
  if (reviewedMinor > 0n) return 'review';
  if (heldMinor > 0n) return capturedMinor > 0n ? 'partially_captured' : 'authorized';
  if (capturedMinor === 0n) return operations.at(-1)?.operation === 'expire' ? 'expired' : 'voided';
  if (disputedMinor > 0n) return 'disputed';
  const gone = refundedMinor + chargedBackMinor;
  if (gone === 0n) return 'captured';
  if (gone < capturedMinor) return 'partially_refunded';
  return chargedBackMinor > 0n ? 'charged_back' : 'refunded';
}

/** Statuses of a payment that was captured in full, whatever went back. */
const capturedStatuses: ReadonlySet<string> = new Set([
  'captured',
  'partially_refunded',
  'refunded',
  'disputed',
  'charged_back',
]);

/** Whether a payment of that status was captured in full. */
export function isCaptured(status: string): boolean {
  return capturedStatuses.has(status);
}

/** Version of a payment; each operation adds one. */
export function versionOf({ operations }: PaymentState): number {
  return bookedVersion + operations.length - 1;
}

/** Fee for all captures of a payment, in minor units, rounded down; a refund does not return it. */
export function feeOf({ capturedMinor }: PaymentState): bigint {
  return (capturedMinor * feeBasisPoints) / 10_000n;
}

/** Fees for all disputes of a payment, in minor units: 15 euros each; a dispute that is won does not return it. */
export function disputeFeeOf({ operations }: PaymentState, currency: string): bigint {
  const disputes = operations.filter(({ operation }) => operation === 'open_dispute').length;
  return BigInt(disputes) * (disputeFeeMinor[currency] ?? 0n);
}
