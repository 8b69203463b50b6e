import {
  AuditLogPage,
  BlocklistOutcome,
  BlocklistPage,
  ChangeOutcome,
  CreationOutcome,
  Currency,
  Envelope,
  MerchantId,
  MerchantOperationPage,
  MerchantTransferPage,
  OperationPage,
  PaymentId,
  PaymentPage,
  PaymentStatus,
  PaymentView,
  PayoutPage,
  Setting,
  SettlementOutcome,
  Statement,
  TermsOutcome,
  TransferPage,
  TransferView,
} from '@redoubt/contracts';
import { z } from 'zod';
import { isBooked } from '../domain/transitions.ts';

/** An event that is committed and that the bus has not accepted yet. */
export const OutboxEntry = z.object({
  /** Position in the outbox. */
  seq: z.number().int().min(1),
  event: Envelope.extend({ data: z.unknown() }),
});
export type OutboxEntry = z.infer<typeof OutboxEntry>;

/** A past event, with the position to read on from. */
export const RecordedEvent = OutboxEntry.extend({ recordedAt: z.iso.datetime() });
export type RecordedEvent = z.infer<typeof RecordedEvent>;

/** Refusals of the fence: the caller's epoch is over, or not open here yet. `epoch` is the open one. */
export const refusals = [
  z.object({ outcome: z.literal('stale_epoch'), epoch: z.number().int().min(1) }),
  z.object({ outcome: z.literal('epoch_not_open'), epoch: z.number().int().min(1) }),
] as const;

const repeatable = {
  /** This is the answer of an earlier call. */
  replayed: z.boolean(),
  /** Events that this call committed. */
  events: z.array(OutboxEntry),
};

/** The command's id stands for another request, or its answer is forgotten. */
const KeyReused = z.object({ outcome: z.literal('key_reused') });

/**
 * Answer of `pay.apply` to a payment. One that the business refuses is applied as rejected, with its reason.
 */
export const ApplyAnswer = z.discriminatedUnion('outcome', [
  CreationOutcome.options[0].extend({
    outcome: z.literal('applied'),
    status: PaymentStatus.refine(isBooked, 'no transition leads to this status'),
    ...repeatable,
  }),
  KeyReused,
  ...refusals,
]);
export type ApplyAnswer = z.infer<typeof ApplyAnswer>;

/** Answer of `pay.process_payment`: the same, or `declined` by the merchant's terms and not booked. */
export const ProcessAnswer = z.discriminatedUnion('outcome', [
  CreationOutcome.options[1].extend(repeatable),
  ...ApplyAnswer.options,
]);
export type ProcessAnswer = z.infer<typeof ProcessAnswer>;

/** Answer of `pay.apply` to a change of a payment. */
export const ChangeAnswer = z.union([
  z.discriminatedUnion('outcome', [
    ChangeOutcome.options[0].extend(repeatable),
    ChangeOutcome.options[1].extend(repeatable),
  ]),
  z.discriminatedUnion('outcome', [
    /** No such payment, or another merchant's. Not remembered: it may be booked in a moment. */
    z.object({ outcome: z.literal('not_found') }),
    KeyReused,
    ...refusals,
  ]),
]);
export type ChangeAnswer = z.infer<typeof ChangeAnswer>;

/** Answer of `pay.change`: the same, or that changes of older epochs are still being recovered. */
export const DecidedChange = z.union([
  ...ChangeAnswer.options,
  /** `epoch` is the last recovered one. Not remembered: the command may be decided in a moment. */
  z.object({ outcome: z.literal('epoch_not_recovered'), epoch: z.number().int().min(1) }),
]);
export type DecidedChange = z.infer<typeof DecidedChange>;

/** An authorization or review whose term is over. */
export const ExpiredPayment = z.object({ paymentId: PaymentId, merchantId: MerchantId, expiresAt: z.iso.datetime() });
export type ExpiredPayment = z.infer<typeof ExpiredPayment>;

/** A payout that is to be made, or that the bank was not told of yet. */
export const DueSettlement = z.object({ merchantId: MerchantId, currency: Currency, day: z.iso.date() });
export type DueSettlement = z.infer<typeof DueSettlement>;

/** `epoch` is the last recovered one. */
const EpochNotRecovered = z.object({ outcome: z.literal('epoch_not_recovered'), epoch: z.number().int().min(1) });

export const CutAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('cut'), day: z.iso.date() }),
  EpochNotRecovered,
  ...refusals,
]);
export type CutAnswer = z.infer<typeof CutAnswer>;

export const SettleAnswer = z.discriminatedUnion('outcome', [
  SettlementOutcome.extend({ replayed: z.boolean() }),
  /** The day is not cut here: a newer one is. */
  z.object({ outcome: z.literal('not_cut') }),
  EpochNotRecovered,
  ...refusals,
]);
export type SettleAnswer = z.infer<typeof SettleAnswer>;

const replayed = { replayed: z.boolean() };

/** Answer of `pay.change_terms` and `pay.change_blocklist`. */
export const SettingAnswer = z.discriminatedUnion('outcome', [
  TermsOutcome.options[0].extend(replayed),
  TermsOutcome.options[1].extend(replayed),
  BlocklistOutcome.extend(replayed),
  KeyReused,
  EpochNotRecovered,
  ...refusals,
]);
export type SettingAnswer = z.infer<typeof SettingAnswer>;

/** A setting, and where it stands among all. */
export const RecordedSetting = z.object({
  place: z.object({ recordedAt: z.string(), commandId: z.uuid() }),
  setting: Setting,
});
export type RecordedSetting = z.infer<typeof RecordedSetting>;

export const SentAnswer = z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('sent') }), ...refusals]);

/** Payouts that should have been made by now. */
export const Overdue = z.object({ overdue: z.number().int().min(0) });

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

/** Answer to one entry of `pay.apply_recorded_batch`. */
export const RecordedAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.enum([
      'applied',
      'refused',
      'declined',
      'settled',
      'terms_changed',
      'terms_refused',
      'blocklist_changed',
    ]),
    replayed: z.boolean(),
  }),
  z.object({ outcome: z.literal('not_found') }),
  KeyReused,
  /** The ledger can't take it; `code` is PostgreSQL's. */
  z.object({ outcome: z.literal('failed'), code: z.string(), message: z.string() }),
  ...refusals,
]);
export type RecordedAnswer = z.infer<typeof RecordedAnswer>;

export const FailureAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('counted'), tries: z.number().int().min(1), setAside: z.boolean() }),
  ...refusals,
]);
export type FailureAnswer = z.infer<typeof FailureAnswer>;

/** A command in doubt. Fields of an unreadable record are null. */
export const SetAsideCommand = z.object({
  commandId: z.string(),
  paymentId: z.string().nullable(),
  merchantId: z.string().nullable(),
  acceptedAt: z.iso.datetime().nullable(),
  reason: z.string(),
  tries: z.number().int().min(1),
  setAsideAt: z.iso.datetime(),
});
export type SetAsideCommand = z.infer<typeof SetAsideCommand>;

export const CanaryAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('booked'), bookedAt: z.iso.datetime() }),
  ...refusals,
]);
export type CanaryAnswer = z.infer<typeof CanaryAnswer>;

/** A discrepancy in the books. */
export const Drift = z.object({
  rule: z.string(),
  subject: z.string(),
  expected: z.number().nullable(),
  found: z.number().nullable(),
});
export type Drift = z.infer<typeof Drift>;

export const Watermark = z.object({ upTo: z.iso.datetime() });
export const RolledUp = z.object({ rolledUp: z.number().int().min(0) });
export const Removed = z.object({ removed: z.number().int().min(0) });
export const MaybePayment = PaymentView.nullable();
export const MaybePayments = PaymentPage.nullable();
export const MaybeTransfers = TransferPage.nullable();
export const MaybePayouts = PayoutPage.nullable();
export const MaybeBlocklist = BlocklistPage.nullable();
export const MaybeAuditLog = AuditLogPage.nullable();
export const MaybeOperations = OperationPage.nullable();
export const MaybeMerchantTransfers = MerchantTransferPage.nullable();
export const MaybeMerchantOperations = MerchantOperationPage.nullable();
/** The ledger does not know whether its region is the writer's. */
export const LedgerStatement = Statement.omit({ is_final: true });
export type LedgerStatement = z.infer<typeof LedgerStatement>;

/** Rows of a page of an export: the place of each, and what the API shows of it; the last one may come without. */
export const ExportedTransfer = z.object({ place: z.string(), view: TransferView.optional() });
export const ExportedPayment = z.object({ place: z.string(), view: PaymentView.optional() });
