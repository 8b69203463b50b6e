/** Runs of 13 to 19 digits, single blanks or dashes between them: how people write card numbers. */
const candidates = /(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])/g;

/**
 * Whether a text holds what could be a card number (PAN): 13 to 19 digits that pass the Luhn check.
 *
 * One number in ten passes by chance. That is the price of never storing or logging a real one: where a client may write
 * freely, such a text is refused.
 */
export function containsCardNumber(text: string): boolean {
  return (text.match(candidates) ?? []).some((candidate) => passesLuhn(candidate.replace(/[ -]/g, '')));
}

/** ISO/IEC 7812-1, annex B: from the right every second digit is doubled, and the sum of digits is a multiple of ten. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, fromRight) => {
    const value = Number(digit) * (fromRight % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
