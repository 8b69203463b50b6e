import { formatMoney, money } from '@redoubt/contracts';

/** Seconds with one digit, e.g. `5.6 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** Seconds, or that it was not seen. */
export function secondsOrNot(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? 'not seen' : seconds(ms);
}

/** An amount in minor units with its currency. */
export function amount(minor: bigint, currency: string): string {
  return formatMoney(money(minor, currency));
}

/** A count with its noun; the plural is given where an `s` does not make it. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}

/** A list as people read it: `a, b and c`. */
export function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
