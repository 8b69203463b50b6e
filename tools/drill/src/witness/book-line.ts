import { holdsCardNumber, withoutTestCard } from '../card-scan/card-number.ts';
import type { BookEntry } from './book-entry.ts';

/** Secrets of webhook endpoints, as their registrations answer them. */
const secret = /whsec_[A-Za-z0-9+/=_-]+/g;

const withheld = '[withheld: a card number that must be refused]';

/**
 * An entry as the book's file holds it: without card numbers and secrets.
 *
 * The load sends card numbers in many notations, all of which must be refused; no file may hold one, the book included.
 */
export function bookLineOf(entry: BookEntry): string {
  return withoutTestCard(JSON.stringify(withoutRefusedNumbers(entry))).replaceAll(secret, '[secret]');
}

function withoutRefusedNumbers(entry: BookEntry): BookEntry {
  if (entry.kind !== 'request' || entry.purpose !== 'bad') return entry;
  const { body, idempotencyKey, path, ifMatch, correlationId } = entry;
  const sent = { body, idempotencyKey, path, ifMatch, correlationId };
  const holding = Object.entries(sent).filter(([, text]) => holdsCardNumber(text) || holdsCardNumber(parsed(text)));
  return { ...entry, ...Object.fromEntries(holding.map(([name]) => [name, withheld])) };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
