import {
  ChangeOutcome,
  CreationOutcome,
  Envelope,
  MerchantId,
  OperationPage,
  PaymentId,
  PaymentPage,
  PaymentStatus,
  PaymentView,
  TransferPage,
} from '@redoubt/contracts';
import { z } from 'zod';
import { isBooked } from '../domain/transitions.ts';

/** An event that the ledger has recorded and the bus has not yet accepted. */
export const OutboxEntry = z.object({
  /** Its place in the outbox. */
  seq: z.number().int().min(1),
  event: Envelope.extend({ data: z.unknown() }),
});
export type OutboxEntry = z.infer<typeof OutboxEntry>;

/** An event of the past, with the place to go on reading from. */
export const RecordedEvent = OutboxEntry.extend({ recordedAt: z.iso.datetime() });
export type RecordedEvent = z.infer<typeof RecordedEvent>;

/** The fence's refusals: the caller's epoch is over, or has not been opened here yet. `epoch` is the open one. */
export const refusals = [
  z.object({ outcome: z.literal('stale_epoch'), epoch: z.number().int().min(1) }),
  z.object({ outcome: z.literal('epoch_not_open'), epoch: z.number().int().min(1) }),
] as const;

const repeatable = {
  /** The command had been answered before; this is the answer of that time. */
  replayed: z.boolean(),
  /** What this call has put into the outbox. */
  events: z.array(OutboxEntry),
};

/** The command's id stands for another request, or its answer is forgotten by now. */
const KeyReused = z.object({ outcome: z.literal('key_reused') });

/**
 * What `pay.apply` answers to a payment. One that the business refuses is applied too: as rejected, with its reason. Answers
 * of long ago lack what only {@link CreationOutcome} needs.
 */
export const ApplyAnswer = z.discriminatedUnion('outcome', [
  CreationOutcome.options[0].partial({ feeMinor: true, recordedAt: true }).extend({
    outcome: z.literal('applied'),
    status: PaymentStatus.refine(isBooked, 'no transition leads to this status'),
    ...repeatable,
  }),
  KeyReused,
  ...refusals,
]);
export type ApplyAnswer = z.infer<typeof ApplyAnswer>;

/** What `pay.process_payment` answers: the same, or that the merchant's terms refuse the payment and it is not booked. */
export const ProcessAnswer = z.discriminatedUnion('outcome', [
  CreationOutcome.options[1].extend(repeatable),
  ...ApplyAnswer.options,
]);
export type ProcessAnswer = z.infer<typeof ProcessAnswer>;

/** What `pay.apply` answers to a command that changes a payment. */
export const ChangeAnswer = z.union([
  z.discriminatedUnion('outcome', [
    ChangeOutcome.options[0].extend(repeatable),
    ChangeOutcome.options[1].extend(repeatable),
  ]),
  z.discriminatedUnion('outcome', [
    /** No such payment, or another merchant's. Nothing is remembered: it may be booked in a moment. */
    z.object({ outcome: z.literal('not_found') }),
    KeyReused,
    ...refusals,
  ]),
]);
export type ChangeAnswer = z.infer<typeof ChangeAnswer>;

/** What `pay.change` answers: the same, or that older epochs' changes are still being brought back. */
export const DecidedChange = z.union([
  ...ChangeAnswer.options,
  /** `epoch` is the last one that was recovered. Nothing is remembered: the same command may be decided in a moment. */
  z.object({ outcome: z.literal('epoch_not_recovered'), epoch: z.number().int().min(1) }),
]);
export type DecidedChange = z.infer<typeof DecidedChange>;

/** An authorization that nobody captured in time, or a review that nobody decided. */
export const ExpiredPayment = z.object({ paymentId: PaymentId, merchantId: MerchantId, expiresAt: z.iso.datetime() });
export type ExpiredPayment = z.infer<typeof ExpiredPayment>;

export const OpenAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('open'), epoch: z.number().int().min(1) }),
  refusals[0],
]);
export type OpenAnswer = z.infer<typeof OpenAnswer>;

export const FinishAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('recovered') }),
  ...refusals,
]);
export type FinishAnswer = z.infer<typeof FinishAnswer>;

export const AdvanceAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('advanced') }),
  ...refusals,
]);
export type AdvanceAnswer = z.infer<typeof AdvanceAnswer>;

/** Something in the books that does not fit. */
export const Drift = z.object({
  rule: z.string(),
  subject: z.string(),
  expected: z.number().nullable(),
  found: z.number().nullable(),
});
export type Drift = z.infer<typeof Drift>;

export const ProbeAnswer = z.object({ epoch: z.number().int().min(1), writable: z.boolean() });
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;

export const Watermark = z.object({ upTo: z.iso.datetime() });
export const RolledUp = z.object({ rolledUp: z.number().int().min(0) });
export const Removed = z.object({ removed: z.number().int().min(0) });
export const MaybePayment = PaymentView.nullable();
export const MaybePayments = PaymentPage.nullable();
export const MaybeTransfers = TransferPage.nullable();
export const MaybeOperations = OperationPage.nullable();
