import { z } from 'zod';
import { MerchantId } from '../../ids.ts';
import { referenceRates } from '../../limits/reference-rates.ts';
import { Currency } from '../../money.ts';
import { completeness } from '../paging.ts';
import { DecisionText } from './audit-log.ts';

/** Digits of an amount of terms: as a JSON number, which the archive of a payment has it as, it is exact. */
const digitsMax = 15;

/** Tiers of a fee schedule. */
const tiersMax = 5;

/** Currencies with amounts of their own: terms travel whole, and the ledger answers 64 KB. */
const currenciesMax = 20;

const Amount = z
  .string()
  .regex(new RegExp(`^(0|[1-9][0-9]{0,${digitsMax - 1}})$`))
  .meta({ description: 'Amount from zero in the minor unit, as a decimal string', example: '1500' });
const PositiveAmount = z
  .string()
  .regex(new RegExp(`^[1-9][0-9]{0,${digitsMax - 1}}$`))
  .meta({ description: 'Positive amount in the minor unit, as a decimal string', example: '1000000000' });
const BasisPoints = z.number().int().min(0).max(10_000);
const Days = z.number().int().min(1).max(30);

/** Amounts of terms that a currency may have of its own; a tier is named by its place. */
const amountsOfACurrency = z.strictObject({
  amount_minor_max: PositiveAmount.optional(),
  review_above_minor: PositiveAmount.optional(),
  overdraft_minor_max: Amount.optional(),
  fee_fixed_minor: Amount.optional(),
  fee_minor_min: Amount.optional(),
  dispute_fee_minor: Amount.optional(),
  ...Object.fromEntries(Array.from({ length: tiersMax }, (_, at) => [`fee_tier_${at + 1}`, PositiveAmount.optional()])),
});

/** Every field of a merchant's terms, under the names of the ledger's columns. */
const termsFields = {
  status: z.enum(['open', 'blocked']).meta({ description: 'A blocked merchant takes no payments' }),
  currency: Currency.meta({ description: 'Of all amounts here; in other currencies they are worth as much' }),
  rates_version: z
    .enum([...referenceRates.keys()] as [string, ...string[]])
    .meta({ description: 'Reference rates by which amounts hold in other currencies' }),
  amounts_in: z
    .partialRecord(Currency, amountsOfACurrency)
    .refine((amounts) => Object.keys(amounts).length <= currenciesMax, `must have at most ${currenciesMax} currencies`)
    .optional()
    .meta({
      description: 'Amounts of a currency that has its own, by its code; the reference rates decide if left out',
      maxProperties: currenciesMax,
    }),
  amount_minor_max: PositiveAmount.meta({ description: 'Ceiling: the highest amount of one payment' }),
  review_above_minor: PositiveAmount.optional().meta({
    description: 'Payments above are held for review; the limit of the rules holds if left out',
  }),
  overdraft_minor_max: Amount.meta({ description: 'How far below zero refunds may take the balance' }),
  hold_days: Days.meta({ description: 'For which an authorization holds' }),
  review_days: Days.meta({ description: 'In which a review must be decided' }),
  fee_basis_points: BasisPoints.meta({ description: 'Fee, in hundredths of a percent; below the first tier, if any' }),
  fee_fixed_minor: Amount.meta({ description: 'Fee on top, once for a payment' }),
  fee_minor_min: Amount.meta({ description: 'The least that a payment costs' }),
  fee_tiers: z
    .array(z.strictObject({ above_minor: PositiveAmount, basis_points: BasisPoints }))
    .min(1)
    .max(tiersMax)
    .optional()
    .meta({ description: 'Rates of the parts above an amount; one rate for all if left out' }),
  fee_refund_basis_points: BasisPoints.meta({ description: 'Part of the fee that goes back with a refund' }),
  dispute_fee_minor: Amount.meta({ description: 'Taken when a dispute is opened' }),
  dispute_fee_is_refunded: z.boolean().meta({ description: 'Whether it goes back when the dispute is won' }),
  reserve_basis_points: BasisPoints.meta({ description: 'Part of each payout that is withheld' }),
  reserve_days: z.number().int().min(1).max(400).meta({ description: 'For how long it is withheld' }),
};

/** The conditions under which a merchant takes payments, and their price. */
export const Terms = z.object(termsFields);
export type Terms = z.infer<typeof Terms>;

/** Body of `POST /transactions/v1/merchants/{id}/terms`: all of them. What may be left out, and is, there is none of. */
export const ChangeTermsRequest = z
  .strictObject({
    ...termsFields,
    version: z
      .number()
      .int()
      .min(0)
      .max(2_000_000_000)
      .meta({ description: 'The version that this replaces; 0 while the merchant has no terms of its own' }),
    reason: DecisionText,
  })
  .meta({ id: 'ChangeTermsRequest', description: 'Terms for payments that a merchant takes from now on' });
export type ChangeTermsRequest = z.infer<typeof ChangeTermsRequest>;

/** Terms as they are shown. */
export const MerchantTerms = z
  .object({
    merchant_id: MerchantId,
    /** Grows by one with each change; 0: the merchant has none of its own, and those of everybody hold. */
    version: z.number().int().min(0),
    ...termsFields,
    ...completeness,
  })
  .meta({ id: 'MerchantTerms', description: 'What a merchant may take and pays for it' });
export type MerchantTerms = z.infer<typeof MerchantTerms>;
