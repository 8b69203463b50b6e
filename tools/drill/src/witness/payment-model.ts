import type { ChangeIntent, PaymentIntent } from '../load/intents.ts';

/** An operation on a payment, with the API's name. */
export interface ExpectedOperation {
  readonly operation:
    | 'authorize'
    | 'capture'
    | 'partial_capture'
    | 'void'
    | 'refund'
    | 'partial_refund'
    | 'reject'
    | 'hold_for_review'
    | 'approve_authorize'
    | 'approve_capture';
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
  /** Its operations, oldest first; never empty. */
  readonly operations: readonly [ExpectedOperation, ...ExpectedOperation[]];
}

/** The answer that a change must get. */
export type ExpectedAnswer =
  | { readonly status: 201; readonly operation: ExpectedOperation; readonly after: PaymentState }
  | { readonly status: 409 | 412 | 422; readonly code: string };

/** Payments above this are accepted and then rejected, by the terms of every merchant in a drill; minor units. */
export const merchantLimitMinor = 100_000_000n;

/** A payment above this is held for review: 1,000,000 whole units, in minor units. Of others the merchant's limit is lower. */
const reviewAboveMinor: Readonly<Record<string, bigint>> = { JPY: 1_000_000n };

/** The fee that every merchant of a drill pays, in hundredths of a percent of what it captures. */
const feeBasisPoints = 140n;

/** The first version of a payment that can be seen: its acceptance was the one before. */
const bookedVersion = 2;

const nothing = { reviewedMinor: 0n, heldMinor: 0n, capturedMinor: 0n, refundedMinor: 0n } as const;

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
  if (amount > merchantLimitMinor) return { capture, ...nothing, operations: first('reject', undefined) };
  if (isReviewed(intent)) {
    return { capture, ...nothing, reviewedMinor: amount, operations: first('hold_for_review', undefined) };
  }
  if (capture === 'manual') return { capture, ...nothing, heldMinor: amount, operations: first('authorize', amount) };
  return { capture, ...nothing, capturedMinor: amount, operations: first('capture', amount) };
}

/** Status by the API's names. */
export function statusOf({ reviewedMinor, heldMinor, capturedMinor, refundedMinor, operations }: PaymentState): string {
  if (operations.at(-1)?.operation === 'reject') return 'rejected';
  if (reviewedMinor > 0n) return 'review';
  if (heldMinor > 0n) return capturedMinor > 0n ? 'partially_captured' : 'authorized';
  if (capturedMinor === 0n) return 'voided';
  if (refundedMinor === 0n) return 'captured';
  return refundedMinor < capturedMinor ? 'partially_refunded' : 'refunded';
}

/** Statuses of a payment that was captured in full, refunded or not. */
const capturedStatuses: ReadonlySet<string> = new Set(['captured', 'partially_refunded', 'refunded']);

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

/** The answer that a change must get in a state, computed without the platform's code. */
export function expectedAnswer(state: PaymentState, { action, amountMinor, seen }: ChangeIntent): ExpectedAnswer {
  if (seen === 'old_version') return { status: 412, code: 'version_mismatch' };
  const available = availableTo(state, action);
  if (available === 0n) return { status: 409, code: 'operation_not_allowed' };
  const part = amountMinor === undefined ? available : BigInt(amountMinor);
  if (part > available) {
    return { status: 422, code: action === 'refund' ? 'amount_over_captured' : 'amount_over_authorized' };
  }
  const operation: ExpectedOperation = {
    operation: operationOf(state, action, part < available),
    amountMinor: part,
    version: versionOf(state) + 1,
  };
  const operations = [...state.operations, operation] as const satisfies PaymentState['operations'];
  return { status: 201, operation, after: { ...moved(state, action, part), operations } };
}

function availableTo(
  { reviewedMinor, heldMinor, capturedMinor, refundedMinor }: PaymentState,
  action: ChangeIntent['action'],
): bigint {
  switch (action) {
    case 'approve':
    case 'reject':
      return reviewedMinor;
    case 'capture':
    case 'void':
      return heldMinor;
    case 'refund':
      // Held funds must be captured or voided before a refund.
      return heldMinor > 0n ? 0n : capturedMinor - refundedMinor;
  }
}

function operationOf(
  { capture }: PaymentState,
  action: ChangeIntent['action'],
  leavesRest: boolean,
): ExpectedOperation['operation'] {
  switch (action) {
    case 'approve':
      return capture === 'manual' ? 'approve_authorize' : 'approve_capture';
    case 'reject':
    case 'void':
      return action;
    case 'capture':
    case 'refund':
      return leavesRest ? `partial_${action}` : action;
  }
}

function moved(state: PaymentState, action: ChangeIntent['action'], part: bigint): Omit<PaymentState, 'operations'> {
  const { capture, heldMinor, capturedMinor, refundedMinor } = state;
  switch (action) {
    case 'approve':
      return { capture, ...nothing, ...(capture === 'manual' ? { heldMinor: part } : { capturedMinor: part }) };
    case 'reject':
      return { capture, ...nothing };
    case 'capture':
      return { ...state, heldMinor: heldMinor - part, capturedMinor: capturedMinor + part };
    case 'void':
      return { ...state, heldMinor: 0n };
    case 'refund':
      return { ...state, refundedMinor: refundedMinor + part };
  }
}
