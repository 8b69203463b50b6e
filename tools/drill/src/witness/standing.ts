import type { ChangeIntent, PaymentIntent } from '../load/intents.ts';

/** Something that was done to a payment, as the API names it. */
export interface Deed {
  readonly operation: 'authorize' | 'capture' | 'partial_capture' | 'void' | 'refund' | 'partial_refund' | 'reject';
  /** Minor units that it moved; a rejection moves none. */
  readonly amountMinor: bigint | undefined;
  /** Of the payment after it. */
  readonly version: number;
}

/** Where a payment stands, as its merchant can work it out from what it asked for and was told. Minor units. */
export interface Standing {
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

/** The fee that every merchant of a drill pays, in hundredths of a percent of what it captures. */
const feeBasisPoints = 140n;

/** The first version of a payment that can be seen: its acceptance was the one before. */
const bookedVersion = 2;

/** Where a payment stands once it is booked. */
export function firstStanding({ amountMinor, capture }: PaymentIntent): Standing {
  const amount = BigInt(amountMinor);
  const nothing = { heldMinor: 0n, capturedMinor: 0n, refundedMinor: 0n };
  const first = (operation: Deed['operation'], moved: bigint | undefined): Standing['deeds'] => [
    { operation, amountMinor: moved, version: bookedVersion },
  ];
  if (amount > merchantLimitMinor) return { ...nothing, deeds: first('reject', undefined) };
  if (capture === 'manual') return { ...nothing, heldMinor: amount, deeds: first('authorize', amount) };
  return { ...nothing, capturedMinor: amount, deeds: first('capture', amount) };
}

/** In the words of the API. */
export function statusOf({ heldMinor, capturedMinor, refundedMinor, deeds: [first] }: Standing): string {
  if (first.operation === 'reject') return 'rejected';
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
  const { heldMinor, capturedMinor, refundedMinor } = standing;
  // What is held must be captured or released before anything is given back.
  const available = action === 'refund' ? (heldMinor > 0n ? 0n : capturedMinor - refundedMinor) : heldMinor;
  if (available === 0n) return { status: 409, code: 'operation_not_allowed' };
  const part = amountMinor === undefined ? available : BigInt(amountMinor);
  if (part > available) {
    return { status: 422, code: action === 'refund' ? 'amount_over_captured' : 'amount_over_authorized' };
  }
  const operation = action === 'void' || part === available ? action : (`partial_${action}` as const);
  const deed: Deed = { operation, amountMinor: part, version: versionOf(standing) + 1 };
  const deeds = [...standing.deeds, deed] as const satisfies Standing['deeds'];
  return { status: 201, deed, after: { ...moved(standing, action, part), deeds } };
}

function moved(
  { heldMinor, capturedMinor, refundedMinor }: Standing,
  action: ChangeIntent['action'],
  part: bigint,
): Omit<Standing, 'deeds'> {
  switch (action) {
    case 'capture':
      return { heldMinor: heldMinor - part, capturedMinor: capturedMinor + part, refundedMinor };
    case 'void':
      return { heldMinor: 0n, capturedMinor, refundedMinor };
    case 'refund':
      return { heldMinor, capturedMinor, refundedMinor: refundedMinor + part };
  }
}
