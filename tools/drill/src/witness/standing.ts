import type { ChangeIntent, PaymentIntent } from '../load/intents.ts';

/** Something that was done to a payment, as the API names it. */
export interface Deed {
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
  /** Minor units that it moved or decided on; there are none where nothing was booked at once. */
  readonly amountMinor: bigint | undefined;
  /** Of the payment after it. */
  readonly version: number;
}

/** Where a payment stands, as its merchant can work it out from what it asked for and was told. Minor units. */
export interface Standing {
  /** How it is to be taken, at once or when a review approves it. */
  readonly capture: PaymentIntent['capture'];
  /** What waits for somebody to approve or reject it. */
  readonly reviewedMinor: bigint;
  readonly heldMinor: bigint;
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
  /** Everything that was done to it, oldest first; never empty. */
  readonly deeds: readonly [Deed, ...Deed[]];
}

/** What a merchant must be answered to a change. */
export type DueAnswer =
  | { readonly status: 201; readonly deed: Deed; readonly after: Standing }
  | { readonly status: 409 | 412 | 422; readonly code: string };

/** A payment above this is taken and then rejected, by the terms that every merchant of a drill has; minor units. */
export const merchantLimitMinor = 100_000_000n;

/** A payment above this is held for review: 1,000,000 whole units, in minor units. Of others the merchant's limit is lower. */
const reviewAboveMinor: Readonly<Record<string, bigint>> = { JPY: 1_000_000n };

/** The fee that every merchant of a drill pays, in hundredths of a percent of what it captures. */
const feeBasisPoints = 140n;

/** The first version of a payment that can be seen: its acceptance was the one before. */
const bookedVersion = 2;

const nothing = { reviewedMinor: 0n, heldMinor: 0n, capturedMinor: 0n, refundedMinor: 0n } as const;

/** Whether a payment is so large that it must be held for review. */
export function isReviewed({ amountMinor, currency }: Pick<PaymentIntent, 'amountMinor' | 'currency'>): boolean {
  const limitMinor = reviewAboveMinor[currency];
  return limitMinor !== undefined && BigInt(amountMinor) > limitMinor;
}

/** Where a payment stands once it is booked. */
export function firstStanding(intent: PaymentIntent): Standing {
  const { capture } = intent;
  const amount = BigInt(intent.amountMinor);
  const first = (operation: Deed['operation'], amountMinor: bigint | undefined): Standing['deeds'] => [
    { operation, amountMinor, version: bookedVersion },
  ];
  if (amount > merchantLimitMinor) return { capture, ...nothing, deeds: first('reject', undefined) };
  if (isReviewed(intent)) {
    return { capture, ...nothing, reviewedMinor: amount, deeds: first('hold_for_review', undefined) };
  }
  if (capture === 'manual') return { capture, ...nothing, heldMinor: amount, deeds: first('authorize', amount) };
  return { capture, ...nothing, capturedMinor: amount, deeds: first('capture', amount) };
}

/** In the words of the API. */
export function statusOf({ reviewedMinor, heldMinor, capturedMinor, refundedMinor, deeds }: Standing): string {
  if (deeds.at(-1)?.operation === 'reject') return 'rejected';
  if (reviewedMinor > 0n) return 'review';
  if (heldMinor > 0n) return capturedMinor > 0n ? 'partially_captured' : 'authorized';
  if (capturedMinor === 0n) return 'voided';
  if (refundedMinor === 0n) return 'captured';
  return refundedMinor < capturedMinor ? 'partially_refunded' : 'refunded';
}

/** Statuses of a payment that was captured in full; some is given back by now, or all of it. */
const capturedStatuses: ReadonlySet<string> = new Set(['captured', 'partially_refunded', 'refunded']);

/** Whether a payment of that status was captured in full. */
export function isCaptured(status: string): boolean {
  return capturedStatuses.has(status);
}

/** Version of a payment: each deed makes a new one. */
export function versionOf({ deeds }: Standing): number {
  return bookedVersion + deeds.length - 1;
}

/** What a merchant pays for all its captures of a payment, in minor units, rounded down; a refund does not give it back. */
export function feeOf({ capturedMinor }: Standing): bigint {
  return (capturedMinor * feeBasisPoints) / 10_000n;
}

/** What is due to a merchant that asks for a change: by what it could know, and by none of the platform's code. */
export function answerDue(standing: Standing, { action, amountMinor, seen }: ChangeIntent): DueAnswer {
  if (seen === 'old_version') return { status: 412, code: 'version_mismatch' };
  const available = availableTo(standing, action);
  if (available === 0n) return { status: 409, code: 'operation_not_allowed' };
  const part = amountMinor === undefined ? available : BigInt(amountMinor);
  if (part > available) {
    return { status: 422, code: action === 'refund' ? 'amount_over_captured' : 'amount_over_authorized' };
  }
  const deed: Deed = {
    operation: operationOf(standing, action, part < available),
    amountMinor: part,
    version: versionOf(standing) + 1,
  };
  const deeds = [...standing.deeds, deed] as const satisfies Standing['deeds'];
  return { status: 201, deed, after: { ...moved(standing, action, part), deeds } };
}

function availableTo(
  { reviewedMinor, heldMinor, capturedMinor, refundedMinor }: Standing,
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
      // What is held must be captured or released before anything is given back.
      return heldMinor > 0n ? 0n : capturedMinor - refundedMinor;
  }
}

function operationOf({ capture }: Standing, action: ChangeIntent['action'], leavesRest: boolean): Deed['operation'] {
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

function moved(standing: Standing, action: ChangeIntent['action'], part: bigint): Omit<Standing, 'deeds'> {
  const { capture, heldMinor, capturedMinor, refundedMinor } = standing;
  switch (action) {
    case 'approve':
      return { capture, ...nothing, ...(capture === 'manual' ? { heldMinor: part } : { capturedMinor: part }) };
    case 'reject':
      return { capture, ...nothing };
    case 'capture':
      return { ...standing, heldMinor: heldMinor - part, capturedMinor: capturedMinor + part };
    case 'void':
      return { ...standing, heldMinor: 0n };
    case 'refund':
      return { ...standing, refundedMinor: refundedMinor + part };
  }
}
