import { containsCardNumber } from '@redoubt/contracts';

/** Fields whose digits are an amount and nothing else; their schemas allow only digits. */
const amountFields: readonly string[] = ['amount', 'amount_minor'];

/**
 * JSON pointer to the first place of a body that could hold a card number; `undefined` when there is none.
 *
 * Looks at every text and at every name, in digits of any script that mean the same (NFKC).
 */
export function cardDataIn(value: unknown, pointer = ''): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') {
    return containsCardNumber(String(value).normalize('NFKC')) ? pointer : undefined;
  }
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, member] of Object.entries(value)) {
    // The name itself may be one: then the pointer ends above it.
    if (containsCardNumber(name.normalize('NFKC'))) return pointer;
    const found = amountFields.includes(name) ? undefined : cardDataIn(member, `${pointer}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
