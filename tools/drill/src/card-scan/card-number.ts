/** A published test number, belonging to no card. */
export const testCardNumber = '4111111111111111';

/** The number in its usual notations. */
export const testCardTexts = [testCardNumber, '4111 1111 1111 1111', '4111-1111-1111-1111'] as const;

/** Replaces the number in the drill's own files. */
const mask = '[card number]';

/** Whether a text holds the number, in any notation. */
export function holdsTestCard(text: string): boolean {
  return testCardTexts.some((form) => text.includes(form));
}

/** The text without the number. */
export function withoutTestCard(text: string): string {
  return testCardTexts.reduce((masked, form) => masked.replaceAll(form, mask), text);
}
