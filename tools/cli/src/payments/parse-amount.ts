import { AmountMinor, currencyExponents } from '@redoubt/contracts';
import { CliError } from '../cli-error.ts';
import { commandLine } from '../workspace.ts';

/**
 * Reads an amount as people write it (`10.50`) into minor units, digit by digit: no floating point.
 *
 * @throws CliError `usage` when the currency is unknown, or the amount has too many decimals or is not positive
 */
export function parseAmount(amount: string, currency: string): string {
  const exponent = currencyExponents.get(currency);
  if (exponent === undefined) {
    throw usage(`currency must be an ISO 4217 code such as EUR, got ${JSON.stringify(currency)}`);
  }
  const [, whole, decimals = ''] = /^([0-9]+)(?:\.([0-9]+))?$/.exec(amount) ?? [];
  if (whole === undefined) throw usage(`amount must be a decimal number such as 10.50, got ${JSON.stringify(amount)}`);
  if (decimals.length > exponent) {
    throw usage(`${currency} has ${exponent} decimals, got ${decimals.length} in ${amount}`);
  }
  const minor = `${whole}${decimals.padEnd(exponent, '0')}`.replace(/^0+(?=.)/, '');
  if (AmountMinor.safeParse(minor).success) return minor;
  throw usage(`amount must be positive and have at most 18 digits in minor units, got ${amount} ${currency}`);
}

function usage(what: string): CliError {
  return new CliError({
    code: 'usage',
    what,
    why: 'the amount would be refused, so it is not sent',
    fix: commandLine('payment create --amount 10.50 --currency EUR'),
  });
}
