/** Digits of a code: somebody who guesses five times a code meets one of 20 million. */
export const codeDigits = 8;

/** How long a code is good, in milliseconds. */
export const codeMsMax = 15 * 60_000;

/** How often one code may be tried. */
export const codeTriesMax = 5;

/** A code from a random number from 0 up to 1, without 1. */
export function codeOf(random: number): string {
  return String(Math.floor(random * 10 ** codeDigits)).padStart(codeDigits, '0');
}
