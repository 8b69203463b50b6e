import { containsCardNumber } from '@redoubt/contracts';

/** A published test number, belonging to no card. */
export const testCardNumber = '4111111111111111';

/** The number in its usual notations. */
export const testCardTexts = [testCardNumber, '4111 1111 1111 1111', '4111-1111-1111-1111'] as const;

/** Replaces the number in the drill's own files. */
const mask = '[card number]';

/**
 * Texts that machines make and that hold long runs of digits: UUIDs, hashes and ids in hexadecimal, numbers of the drill's own, and times
 * with their offset. Within a text they are left out.
 */
const machineMade =
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?:[a-z]{2,4}_)?(?=[0-9]*[a-f])[0-9a-f]{32,}\b|\bdrill-[0-9]+(?:-[0-9]+)*\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?(?![0-9])/gi;

/** Bytes as PostgreSQL writes them: digits of their hexadecimal form are no text. */
const bytes = /^\\x(?:[0-9a-f]{2})*$/;

/** Whether a value of JSON holds a card number in any of its texts, numbers and names. */
export function holdsCardNumber(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return containsCardNumber(textOf(value).replaceAll(machineMade, 'x'));
    case 'number':
    case 'bigint':
      return containsCardNumber(String(value));
    case 'object':
      if (value === null) return false;
      if (Array.isArray(value)) return value.some(holdsCardNumber);
      return Object.entries(value).some(([name, entry]) => holdsCardNumber(name) || holdsCardNumber(entry));
    default:
      return false;
  }
}

function textOf(value: string): string {
  return bytes.test(value) ? Buffer.from(value.slice(2), 'hex').toString('latin1') : value;
}

/** Whether a text does; one that is JSON is looked through value by value. */
export function textHoldsCardNumber(text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = text;
  }
  return holdsCardNumber(value);
}

/** The text without the number. */
export function withoutTestCard(text: string): string {
  return testCardTexts.reduce((masked, form) => masked.replaceAll(form, mask), text);
}
