import { formatMoney, money } from '../money.ts';
import type { AtStake } from '../recovery.ts';

/** Loss by the database alone, for people: `3 payments of 10.50 EUR, 300 JPY, and 2 other commands`. */
export function stakeText(atStake: AtStake | undefined): string {
  if (atStake === undefined) return 'an uncounted number of payments';
  const { commands, payments, amountsMinor, isPartial } = atStake;
  const sums = Object.entries(amountsMinor).map(([currency, sum]) => formatMoney(money(BigInt(sum), currency)));
  const ofWhat = sums.length === 0 ? '' : ` of ${sums.join(', ')}`;
  return `${isPartial ? 'more than ' : ''}${payments} payments${ofWhat}, and ${commands - payments} other commands`;
}
