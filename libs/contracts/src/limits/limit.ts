import { currencyExponents } from '../currencies.ts';
import { type Money, money } from '../money.ts';
import { type ReferenceRates, referenceRates } from './reference-rates.ts';

/** A limit for amounts of any currency, as plain JSON. */
export interface Limit {
  /** The amount in minor units of `currency`, as a decimal string. */
  readonly amountMinor: string;
  readonly currency: string;
  /** Version of the {@link referenceRates} by which it holds for other currencies. */
  readonly rates: string;
  /** Currencies with an amount of their own: currency code → minor units of it. */
  readonly amountMinorIn?: Readonly<Record<string, string>>;
}

/**
 * The highest amount of a payment under the terms of every merchant that has none of its own. validation refuses what is above it,
 * so that nothing is accepted, and no token given, for a payment that the ledger's terms (row `*`) refuse.
 */
export const paymentCeiling: Limit = { amountMinor: '1000000000', currency: 'EUR', rates: '2026-11-21' };

/**
 * The limit for amounts of a currency: its own where there is one, else by the reference rate, rounded down to the minor unit.
 *
 * @throws RangeError for a currency or a version that has no rates
 */
export function limitIn({ amountMinor, currency, rates, amountMinorIn }: Limit, wanted: string): Money {
  const own = currency === wanted ? amountMinor : amountMinorIn?.[wanted];
  if (own !== undefined) return money(BigInt(own), wanted);
  const known = referenceRates.get(rates);
  if (known === undefined) throw new RangeError(`reference rates must have a published version, got ${rates}`);
  const [from, to] = [minorUnitsOf(currency, known), minorUnitsOf(wanted, known)];
  return money((BigInt(amountMinor) * to.numerator * from.denominator) / (to.denominator * from.numerator), wanted);
}

/** Minor units of a currency that are worth one unit of the base, as an exact fraction. */
function minorUnitsOf(currency: string, { unitsForOne, version }: ReferenceRates) {
  const rate = unitsForOne.get(currency);
  const exponent = currencyExponents.get(currency);
  if (rate === undefined || exponent === undefined) {
    throw new RangeError(`${currency} has no reference rate in version ${version}`);
  }
  const [whole = '', decimals = ''] = rate.split('.');
  return { numerator: BigInt(whole + decimals) * 10n ** BigInt(exponent), denominator: 10n ** BigInt(decimals.length) };
}
