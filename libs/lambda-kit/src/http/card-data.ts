import { containsCardNumber } from '@redoubt/contracts';
import { ProblemError } from '../problem-error.ts';
import { pointerOf } from './schema-reasons.ts';

/**
 * UUIDs and hexadecimal ids of 128 bits, ours with their prefix: made by machines, and now and then full of digits. One in
 * some hundreds would be taken for a card number.
 */
const machineId = /^(?:[a-z]{2,4}_)?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** Whether a text could hold a card number, in digits of any script that mean the same (NFKC). */
export function mayHoldCardNumber(text: string): boolean {
  return !machineId.test(text) && containsCardNumber(text.normalize('NFKC'));
}

/**
 * Refuses what could hold a card number before anything of it is looked at, stored or logged.
 *
 * @param value what was sent, parsed
 * @throws ProblemError `malformed_request`
 */
export function refuseCardData(value: unknown): void {
  const path = pathToCardData(value);
  if (path === undefined) return;
  throw new ProblemError('malformed_request', 'card data is not accepted here', [
    { pointer: pointerOf(path), code: 'card_number', detail: 'looks like a card number; send your own id' },
  ]);
}

/**
 * Way to the first place that could hold a card number; `undefined` when there is none.
 *
 * Looks at every text, number and name. Amounts are no exception: one of 13 digits is over every limit, and who knows what
 * was meant by it.
 */
function pathToCardData(value: unknown, path: readonly string[] = []): readonly string[] | undefined {
  if (typeof value === 'string' || typeof value === 'number') {
    return mayHoldCardNumber(String(value)) ? path : undefined;
  }
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, member] of Object.entries(value)) {
    // The name itself may be one: then the way ends above it.
    if (mayHoldCardNumber(name)) return path;
    const found = pathToCardData(member, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
