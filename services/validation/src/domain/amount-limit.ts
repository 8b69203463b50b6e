import { type CurrencyCode, currencyExponents, type Money, money } from '@redoubt/contracts';

/**
 * The largest amount of one payment, in whole units of its currency.
 *
 * One figure for every currency bounds a slip of the keyboard, not a risk: a yen is worth less than a euro.
 */
export interface AmountLimit {
  readonly majorUnitsMax: bigint;
}

/** The limit in the minor unit of a currency: 1,000,000 EUR is 100,000,000 cents, 1,000,000 JPY are 1,000,000. */
export function limitIn(currency: CurrencyCode, { majorUnitsMax }: AmountLimit): Money {
  const exponent = currencyExponents.get(currency);
  if (exponent === undefined)
    throw new RangeError(`${currency} is in no currency table; money() would have refused it`);
  return money(majorUnitsMax * 10n ** BigInt(exponent), currency);
}
