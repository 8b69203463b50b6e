import { isIssued } from './card-issuers.ts';
import { decimalDigitsOf } from './decimal-digits.ts';

/** ISO/IEC 7812-1: lengths of card numbers. */
const digitsMin = 13;
const digitsMax = 19;

/** Digits of a number stand apart by this many signs at most: blanks, dashes, dots and the like. */
const separatorsMax = 3;

/** Punctuation, blanks and invisible signs: what people write between groups of digits. A letter ends a number. */
const separator = /^[\p{Z}\p{P}\p{S}\p{Cc}\p{Cf}\p{M}]$/u;

/**
 * UUIDs of the versions that are made at random or from a hash (4, 5, 7), with dashes or as ids of ours with their prefix:
 * one in some hundreds is full of digits.
 */
const machineId = /^(?:[a-z]{2,4}_)?[0-9a-f]{8}-?[0-9a-f]{4}-?[457][0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i;

/** A number of the sender's own with a prefix of letters, as `ORD-4111111111111111` or `inv-2026-000123`, and nothing else. */
const prefixedNumber = /^([A-Za-z]{1,8})[-#]?[0-9]+(?:-[0-9]+)*$/;

/** Prefixes that say that a card number follows. */
const cardWords =
  /^(?:cards?|cardno|cc|ccn|ccnum|pan|no|nr|num|number|credit|debit|visa|mc|master|amex|maestro|jcb|diners|discover)$/i;

/** How a sender writes a number of their own that looks like a card number; for messages. */
export const ownNumberHint = 'put letters before a number of your own, as in ORD-';

/**
 * Whether a text holds what could be a card number (PAN): within a sequence of digits, 13 to 19 that an issuer may have given
 * and that pass the Luhn check.
 *
 * Digits are those of every script, whatever stands between their groups; what surrounds them (a security code, an expiry)
 * does not hide them. Takes time in proportion to the text's length. Free are UUIDs and a number of one's own behind a prefix
 * of letters: see {@link ownNumberHint}.
 */
export function containsCardNumber(text: string): boolean {
  if (text.length < digitsMin || machineId.test(text)) return false;
  const prefix = prefixedNumber.exec(text)?.[1];
  if (prefix !== undefined && !cardWords.test(prefix)) return false;
  let run = new DigitRun();
  let apart = 0;
  for (const sign of text) {
    const digits = decimalDigitsOf(sign);
    if (digits !== undefined) {
      for (const digit of digits) if (run.endsInCardNumber(digit)) return true;
      apart = 0;
    } else if (!separator.test(sign) || ++apart > separatorsMax) {
      run = new DigitRun();
      apart = 0;
    }
  }
  return false;
}

/** A sequence of digits, with the Luhn sums of all that begin it: the sum of any part is one subtraction. */
class DigitRun {
  /** The four digits from each place on, as a number; of the last three places, as many as there are. */
  readonly #prefixes: number[] = [];
  /** Sums of the first n digits, in which digits at even places are doubled. */
  readonly #evenDoubled: number[] = [0];
  /** The same with digits at odd places doubled. */
  readonly #oddDoubled: number[] = [0];

  /** Takes one more digit, and says whether the digits up to it end in a card number. */
  endsInCardNumber(digit: number): boolean {
    const at = this.#prefixes.push(0) - 1;
    for (let place = Math.max(0, at - 3); place <= at; place += 1) {
      this.#prefixes[place] = (this.#prefixes[place] ?? 0) * 10 + digit;
    }
    const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
    this.#evenDoubled.push((this.#evenDoubled[at] ?? 0) + (at % 2 === 0 ? doubled : digit));
    this.#oddDoubled.push((this.#oddDoubled[at] ?? 0) + (at % 2 === 0 ? digit : doubled));
    // ISO/IEC 7812-1, annex B: the last digit is not doubled, and from there every second one is.
    const sums = at % 2 === 0 ? this.#oddDoubled : this.#evenDoubled;
    for (let length = digitsMin; length <= Math.min(digitsMax, at + 1); length += 1) {
      const begin = at + 1 - length;
      const sum = (sums[at + 1] ?? 0) - (sums[begin] ?? 0);
      if (sum % 10 === 0 && isIssued(this.#prefixes[begin] ?? 0, length)) return true;
    }
    return false;
  }
}
