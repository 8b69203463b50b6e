import { z } from 'zod';
import { Terms } from '../http/operators/terms.ts';
import { MerchantId } from '../ids.ts';

/**
 * Items of the table of settings: what operators have decided, as far as payments are decided by it before the ledger sees them.
 *
 * The ledger decides; these are copies, written once the decision is journaled. Of two of one key the one with the higher epoch
 * counts, then the one with the higher version, whichever is written last.
 */
const place = { epoch: z.number().int().min(1), version: z.number().int().min(1) };

/** A merchant's own terms. */
export const TermsSetting = z.object({ kind: z.literal('terms'), merchantId: MerchantId, terms: Terms, ...place });
export type TermsSetting = z.infer<typeof TermsSetting>;

/** An entry that is on the blocklist, or was. */
export const BlocklistSetting = z.object({
  kind: z.literal('blocklist'),
  entry: z.string(),
  isBlocked: z.boolean(),
  ...place,
});
export type BlocklistSetting = z.infer<typeof BlocklistSetting>;

export const Setting = z.discriminatedUnion('kind', [TermsSetting, BlocklistSetting]);
export type Setting = z.infer<typeof Setting>;

/** Partition of the whole blocklist: it is short, and every payment needs it. */
export const blocklistPartition = 'blocklist';

/** Key of a merchant's terms. */
export function termsKey(merchantId: string): { readonly pk: string; readonly sk: 'terms' } {
  return { pk: `terms#${merchantId}`, sk: 'terms' };
}

/** Key of a setting's item. */
export function settingKey(setting: Setting): { readonly pk: string; readonly sk: string } {
  return setting.kind === 'terms' ? termsKey(setting.merchantId) : { pk: blocklistPartition, sk: setting.entry };
}
