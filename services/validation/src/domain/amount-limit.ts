import { type CurrencyCode, currencyExponents, type Money, money } from '@redoubt/contracts';

/**
 * The largest amount of one payment, in whole units of its currency.
 *
 * One figure for every currency bounds a slip of the keyboard, not a risk: a yen is worth less than a euro.
 */
export interface AmountLimit {
  readonly majorUnitsMax: bigint;
}

/** The limit in the minor unit of a currency: 10 EUR are 1000 cents, 10 JPY are 10. */
export function limitIn(currency: CurrencyCode, { majorUnitsMax }: AmountLimit): Money {
  const exponent = currencyExponents.get(currency);
  if (exponent === undefined)
    throw new RangeError(`${currency} is in no currency table; money() would have refused it`);
  return money(majorUnitsMax * 10n ** BigInt(exponent), currency);
}
