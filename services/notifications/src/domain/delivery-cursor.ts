import { uuidOf } from '@redoubt/contracts';
import type { DeliveryPlace, PaymentPlace } from './delivery.ts';

/** A cursor's digits: clients send it back, and a run of decimal digits would be refused as a card number. */
const letters = 'abcdefghijklmnop';

const placeText = /^([1-9][0-9]{0,5})#([0-9a-f-]{36})#(we_[0-9a-f]{32})$/;

/**
 * The cursor of a list that goes on after a delivery.
 *
 * It is no secret and needs no signature: whatever it says, it leads to a place among the deliveries of the payment that the query
 * names. Its check binds it to that payment of that merchant, so that a cursor of another list is refused.
 */
export function deliveryCursorOf(payment: PaymentPlace, { version, eventId, endpointId }: DeliveryPlace): string {
  const place = `${version}#${eventId}#${endpointId}`;
  return `${inLetters(place)}.${checkOf(payment, place)}`;
}

/** The place that a cursor goes on after; `undefined` when it is no cursor of the payment's deliveries. */
export function placeOfCursor(payment: PaymentPlace, cursor: string): DeliveryPlace | undefined {
  const [encoded = '', check] = cursor.split('.', 2);
  const place = fromLetters(encoded);
  const [, version, eventId, endpointId] = placeText.exec(place) ?? [];
  if (version === undefined || eventId === undefined || endpointId === undefined) return undefined;
  const isOurs = inLetters(place) === encoded && check === checkOf(payment, place);
  return isOurs ? { version: Number(version), eventId, endpointId } : undefined;
}

function checkOf({ merchantId, paymentId }: PaymentPlace, place: string): string {
  return inLetters(uuidOf('delivery cursor', merchantId, paymentId, place));
}

function inLetters(text: string): string {
  const hex = Buffer.from(text).toString('hex');
  return Array.from(hex, (digit) => letters[Number.parseInt(digit, 16)]).join('');
}

function fromLetters(encoded: string): string {
  const hex = Array.from(encoded, (letter) => letters.indexOf(letter).toString(16)).join('');
  return Buffer.from(hex, 'hex').toString();
}
