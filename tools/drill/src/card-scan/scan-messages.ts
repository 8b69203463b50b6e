import type { BookEntry } from '../witness/book-entry.ts';
import { textHoldsCardNumber } from './card-number.ts';

/** Searches all answers and webhooks of the witness's book. */
export function scanMessages(entries: readonly BookEntry[]): {
  readonly places: readonly string[];
  readonly looked: { readonly messages: number };
} {
  const answers = entries.filter((entry) => entry.kind === 'answer');
  const webhooks = entries.filter((entry) => entry.kind === 'webhook');
  return {
    places: [
      ...answers.filter(({ body }) => textHoldsCardNumber(body)).map(({ number }) => `answer to request ${number}`),
      ...webhooks.filter(({ holdsCardNumber }) => holdsCardNumber).map(({ webhookId }) => `webhook ${webhookId}`),
    ],
    looked: { messages: answers.length + webhooks.length },
  };
}
