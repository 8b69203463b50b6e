/** A published test number: nobody's card, but every sink must treat it as one. */
export const testCardNumber = '4111111111111111';

/** The same number as people and cards write it. */
export const testCardTexts = [testCardNumber, '4111 1111 1111 1111', '4111-1111-1111-1111'] as const;

/** Stands in the drill's own files where it has sent the number. */
const mask = '[card number]';

/** Whether a text holds the number that the load has sent, in any of its forms. */
export function holdsTestCard(text: string): boolean {
  return testCardTexts.some((form) => text.includes(form));
}

/** The text without the number. */
export function withoutTestCard(text: string): string {
  return testCardTexts.reduce((masked, form) => masked.replaceAll(form, mask), text);
}
