import { z } from 'zod';
import { currencyCodes, currencyExponents } from './currencies.ts';

declare const brand: unique symbol;

/** An ISO 4217 alphabetic code from the table in `currencies.ts`. */
export type CurrencyCode = string & { readonly [brand]: 'CurrencyCode' };

/** An amount of money: a whole number of the currency's minor unit. 10.50 EUR is `{ amountMinor: 1050n, currency: 'EUR' }`. */
export interface Money {
  readonly amountMinor: bigint;
  readonly currency: CurrencyCode;
}

/** The widest amount that travels: 18 digits always fit PostgreSQL's bigint and leave room to add them up. */
export const amountDigitsMax = 18;

/** A positive amount in minor units as JSON carries it: a decimal string without sign, point, exponent or leading zero. */
export const AmountMinor = z
  .string()
  .regex(new RegExp(`^[1-9][0-9]{0,${amountDigitsMax - 1}}$`))
  .meta({ description: 'Positive amount in the minor unit of the currency, as a decimal string', example: '1050' });

/** An amount that may be zero, as JSON carries it. */
export const AmountMinorOrZero = z
  .string()
  .regex(new RegExp(`^(0|[1-9][0-9]{0,${amountDigitsMax - 1}})$`))
  .meta({ description: 'Amount from zero in the minor unit of the currency, as a decimal string', example: '0' });

/** Digits of a sum of amounts: the ledger's balances are `numeric(38, 0)`. */
const balanceDigitsMax = 38;

/** A sum of amounts as JSON carries it: it may be zero, below zero, and wider than any amount. */
export const BalanceMinor = z
  .string()
  .regex(new RegExp(`^(0|-?[1-9][0-9]{0,${balanceDigitsMax - 1}})$`))
  .meta({ description: 'Sum in the minor unit of the currency, as a decimal string', example: '-1050' });

/** A currency code as JSON carries it. */
export const Currency = z
  .enum(currencyCodes as [string, ...string[]])
  .meta({ description: 'ISO 4217 code', example: 'EUR' });

/**
 * Makes money from what was parsed.
 *
 * @throws RangeError when the code is not in the table.
 */
export function money(amountMinor: bigint, currency: string): Money {
  if (!currencyExponents.has(currency)) {
    throw new RangeError(`currency must be an ISO 4217 code such as EUR, got ${JSON.stringify(currency)}`);
  }
  return { amountMinor, currency: currency as CurrencyCode };
}

/**
 * Adds two amounts of one currency.
 *
 * @throws RangeError when the currencies differ: there is no rate here to convert by.
 */
export function addMoney(left: Money, right: Money): Money {
  if (left.currency !== right.currency) {
    throw new RangeError(`amounts must have one currency, got ${left.currency} and ${right.currency}`);
  }
  return { amountMinor: left.amountMinor + right.amountMinor, currency: left.currency };
}

/** Writes money for people: `10.50 EUR`, `1050 JPY`, `1.050 KWD`. */
export function formatMoney({ amountMinor, currency }: Money): string {
  const exponent = currencyExponents.get(currency) ?? 0;
  const sign = amountMinor < 0n ? '-' : '';
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  return exponent === 0 ? `${sign}${whole} ${currency}` : `${sign}${whole}.${digits.slice(-exponent)} ${currency}`;
}

/**
 * Splits an amount by weights so that the parts add up exactly: largest remainder first, ties by position.
 *
 * @param weights non-negative whole weights, at least one of them positive
 * @throws RangeError when the weights can't carry the amount
 */
export function allocate(total: Money, weights: readonly bigint[]): readonly Money[] {
  const sum = weights.reduce((left, right) => left + right, 0n);
  if (total.amountMinor < 0n || sum <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError('allocation needs an amount of at least 0 and non-negative weights with a positive sum');
  }
  const shares = weights.map((weight, index) => ({
    index,
    floor: (total.amountMinor * weight) / sum,
    remainder: (total.amountMinor * weight) % sum,
  }));
  const left = total.amountMinor - shares.reduce((acc, share) => acc + share.floor, 0n);
  const favored = [...shares]
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
    .slice(0, Number(left))
    .map((share) => share.index);
  return shares.map((share) => ({
    amountMinor: share.floor + (favored.includes(share.index) ? 1n : 0n),
    currency: total.currency,
  }));
}
