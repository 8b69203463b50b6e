/** 13 to 19 digits in a row. */
const unbroken = /(?<![0-9])[0-9]{13,19}(?![0-9])/g;

/**
 * Digits in groups as they are printed on cards (4-4-4-4, 4-6-5, 4-4-4-4-3 …), by blanks or dashes, standing alone:
 * a UUID or a date does not come in such groups.
 */
const grouped = /(?<![0-9A-Za-z-])[0-9]{4}(?:[ -][0-9]{4,6}){1,3}[ -][0-9]{1,7}(?![0-9A-Za-z-])/g;

/** ISO/IEC 7812-1: lengths of card numbers. */
const digitsMin = 13;
const digitsMax = 19;

/**
 * Whether a text holds what could be a card number (PAN): 13 to 19 digits that pass the Luhn check.
 *
 * One number in ten passes by chance. That is the price of never storing or logging a real one: where a client may write
 * freely, such a text is refused.
 */
export function containsCardNumber(text: string): boolean {
  const candidates = [...(text.match(unbroken) ?? []), ...(text.match(grouped) ?? [])];
  return candidates.some((candidate) => {
    const digits = candidate.replace(/[ -]/g, '');
    return digits.length >= digitsMin && digits.length <= digitsMax && passesLuhn(digits);
  });
}

/** ISO/IEC 7812-1, annex B: from the right every second digit is doubled, and the sum of digits is a multiple of ten. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, fromRight) => {
    const value = Number(digit) * (fromRight % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
