import { z } from 'zod';
import { currencyExponents } from '../currencies.ts';
import { CallerMerchantId, MerchantId, PaymentId } from '../ids.ts';
import { AmountMinor, amountDigitsMax, Currency, formatMoney, money } from '../money.ts';
import { PaymentStatus } from '../outcomes.ts';
import { boundedText } from '../text/text.ts';
import { validationTokenLengthMax } from '../tokens/validation-token.ts';
import { type CreatePaymentRequest, Reference } from './payments.ts';
import { ValidationView } from './validations.ts';

/** An amount in whole units with up to four decimals, without sign or exponent. */
const decimalPattern = new RegExp(`^(0|[1-9][0-9]{0,${amountDigitsMax - 1}})([.][0-9]{1,4})?$`);

/**
 * Body of `POST /payment/validate`, in the words of the specifications (S1, S3): the amount is in whole units of the
 * currency, and may be a JSON number.
 */
export const SpecifiedPaymentRequest = z
  .strictObject({
    amount: z.union([
      z.number().positive().max(999_999_999_999),
      z
        .string()
        .max(amountDigitsMax + 5)
        .regex(decimalPattern),
    ]),
    currency: Currency,
    payment_method: z.string().regex(/^[a-z][a-z_]{0,31}$/),
    user_id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    session_id: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/)
      .optional(),
    merchant_id: CallerMerchantId.optional(),
    reference: Reference.optional(),
  })
  .meta({ id: 'SpecifiedPaymentRequest', description: 'A payment in the words of the specifications' });
export type SpecifiedPaymentRequest = z.infer<typeof SpecifiedPaymentRequest>;

/**
 * The same payment in our words, for the merchant whose key came with it: what `/payment/validate` decides on and
 * `/payment/process` books.
 *
 * A JSON number is read by its shortest decimal form, which for every amount of up to 15 digits is what was written; from
 * there on nothing is a floating-point number.
 *
 * @returns `undefined` when the amount is not a positive whole number of the currency's minor unit
 */
export function paymentRequestOf(
  specified: SpecifiedPaymentRequest & { readonly merchant_id: string },
): CreatePaymentRequest | undefined {
  const amountMinor = inMinorUnits(String(specified.amount), specified.currency);
  if (amountMinor === undefined) return undefined;
  return {
    merchant_id: specified.merchant_id,
    amount_minor: amountMinor,
    currency: specified.currency,
    customer_id: specified.user_id,
    ...(specified.reference === undefined ? {} : { reference: specified.reference }),
  };
}

function inMinorUnits(amount: string, currency: string): string | undefined {
  const exponent = currencyExponents.get(currency);
  if (exponent === undefined || !decimalPattern.test(amount)) return undefined;
  const [whole = '', decimals = ''] = amount.split('.');
  // 10.50 JPY is no amount of yen, but 10.0 JPY is.
  if (/[1-9]/.test(decimals.slice(exponent))) return undefined;
  const minor = BigInt(whole + decimals.slice(0, exponent).padEnd(exponent, '0')).toString();
  return minor === '0' || minor.length > amountDigitsMax ? undefined : minor;
}

/** Answer of `POST /payment/validate`: 200. */
export const SpecifiedValidation = ValidationView.extend({
  message: z.string(),
  transaction_id: z.string(),
}).meta({ id: 'SpecifiedValidation', description: 'The decision, in the words of the specifications' });
export type SpecifiedValidation = z.infer<typeof SpecifiedValidation>;

/** Body of `POST /payment/process`: the payment that was validated, and the token that says so. */
export const SpecifiedProcessRequest = z
  .strictObject({
    ...SpecifiedPaymentRequest.shape,
    validation_token: boundedText({ charactersMax: validationTokenLengthMax, bytesMax: validationTokenLengthMax }),
  })
  .meta({
    id: 'SpecifiedProcessRequest',
    description: 'A validated payment to book, in the words of the specifications',
  });
export type SpecifiedProcessRequest = z.infer<typeof SpecifiedProcessRequest>;

/** Answer of `POST /payment/process`: 200. */
export const SpecifiedPayment = z
  .object({
    message: z.string(),
    /** Id of the payment, under which `GET /transactions/v1/payments/{id}` shows it. */
    transaction_id: PaymentId,
    status: PaymentStatus,
    /** In whole units of the currency, as a decimal string. */
    amount: z.string(),
    amount_minor: AmountMinor,
    currency: Currency,
    merchant_id: MerchantId,
    /** Where it was booked. */
    region: z.string(),
    session_id: z.string().optional(),
  })
  .meta({ id: 'SpecifiedPayment', description: 'A payment that is booked, in the words of the specifications' });
export type SpecifiedPayment = z.infer<typeof SpecifiedPayment>;

/** An amount in whole units of its currency, as the specifications write it: `1050` minor units of EUR are `10.50`. */
export function inWholeUnits(amountMinor: string, currency: string): string {
  const [amount = ''] = formatMoney(money(BigInt(amountMinor), currency)).split(' ');
  return amount;
}
