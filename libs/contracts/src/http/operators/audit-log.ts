import { z } from 'zod';
import { CallerMerchantId, MerchantId, PaymentId } from '../../ids.ts';
import { boundedText } from '../../text/text.ts';
import { ListTime, ledgerPageOf, PageQuery } from '../paging.ts';

const isTrimmed = (text: string): boolean => text.trim() === text;
const trimmed = 'must not begin or end with blanks';

/** Why somebody decides so. */
export const DecisionText = boundedText({ charactersMin: 3, charactersMax: 500, bytesMax: 1_500 })
  .refine(isTrimmed, trimmed)
  .meta({ description: 'Why, as the audit log keeps it' });

/** Id of an entry: `aud_` and 32 hexadecimal digits. */
const AuditEntryId = z.string().regex(/^aud_[0-9a-f]{32}$/);

/** The subject of a decision, before or after it. */
const Standing = z.record(z.string(), z.json());

/** A decision of a person. */
export const AuditEntry = z
  .object({
    id: AuditEntryId,
    /** Absent for an address. */
    merchant_id: MerchantId.optional(),
    /** Of a review or a dispute. */
    payment_id: PaymentId.optional(),
    action: z.enum([
      ...(['change_terms', 'change_blocklist', 'approve_payment', 'reject_payment'] as const),
      ...(['open_dispute', 'win_dispute', 'lose_dispute'] as const),
    ]),
    /** ARN of the principal that signed the request. */
    by: z.string(),
    reason: z.string().optional(),
    was: Standing,
    became: Standing,
    /** false: a lost region has answered it, and it was brought back after a later decision, which stands. */
    is_effective: z.boolean(),
    /** Under which it was recorded. */
    epoch: z.number().int().min(1),
    region: z.string(),
    decided_at: z.iso.datetime(),
    /** Later than `decided_at` where a recovery has brought it back. */
    recorded_at: z.iso.datetime(),
  })
  .meta({ id: 'AuditEntry', description: 'Who decided what, when and why, what was and what became of it' });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Query of `GET /transactions/v1/audit-log`. */
export const AuditLogQuery = PageQuery.extend({
  merchant_id: CallerMerchantId.optional().meta({ description: 'Only what was decided about this merchant' }),
  recorded_from: ListTime.optional().meta({ description: 'Only what was recorded then or later' }),
  recorded_before: ListTime.optional().meta({ description: 'Only what was recorded earlier' }),
});
export type AuditLogQuery = z.infer<typeof AuditLogQuery>;

/** Answer of `GET /transactions/v1/audit-log`: a page, what was recorded last first. */
export const AuditLogPage = ledgerPageOf(AuditEntry).meta({
  id: 'AuditLogPage',
  description: 'Decisions of people, those recorded last first',
});
export type AuditLogPage = z.infer<typeof AuditLogPage>;
