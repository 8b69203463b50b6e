import { uuidOf } from '@redoubt/contracts';
import type { Endpoint } from './endpoint.ts';

type EndpointPlace = Pick<Endpoint, 'merchantId' | 'endpointId'>;

/** A cursor's digits: clients send it back, and a run of decimal digits would be refused as a card number. */
const letters = 'abcdefghijklmnop';

const cursorText = /^([a-p]{122})([a-p]{32})$/;

/** The cursor of an endpoint's history that goes on after a place in time. Its check binds it to the merchant and the endpoint. */
export function historyCursorOf(endpoint: EndpointPlace, place: string): string {
  return `${inLetters(Buffer.from(place).toString('hex'))}${checkOf(endpoint, place)}`;
}

/** The place in time that a cursor goes on after; `undefined` when it is no cursor of the endpoint's history. */
export function placeOfHistoryCursor(endpoint: EndpointPlace, cursor: string): string | undefined {
  const [, encoded] = cursorText.exec(cursor) ?? [];
  if (encoded === undefined) return undefined;
  const hex = Array.from(encoded, (letter) => letters.indexOf(letter).toString(16)).join('');
  const place = Buffer.from(hex, 'hex').toString();
  return historyCursorOf(endpoint, place) === cursor ? place : undefined;
}

function checkOf({ merchantId, endpointId }: EndpointPlace, place: string): string {
  return inLetters(uuidOf('history cursor', merchantId, endpointId, place).replaceAll('-', ''));
}

function inLetters(hex: string): string {
  return Array.from(hex, (digit) => letters[Number.parseInt(digit, 16)]).join('');
}
