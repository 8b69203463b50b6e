import { containsCardNumber } from '@redoubt/contracts';

/**
 * JSON pointer to the first place of a body that could hold a card number; `undefined` when there is none.
 *
 * Looks at every text, number and name, in digits of any script that mean the same (NFKC). Amounts are no exception: one of
 * 13 digits is over every limit, and who knows what was meant by it.
 */
export function cardDataIn(value: unknown, pointer = ''): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') {
    return containsCardNumber(String(value).normalize('NFKC')) ? pointer : undefined;
  }
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, member] of Object.entries(value)) {
    // The name itself may be one: then the pointer ends above it.
    if (containsCardNumber(name.normalize('NFKC'))) return pointer;
    const found = cardDataIn(member, `${pointer}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
