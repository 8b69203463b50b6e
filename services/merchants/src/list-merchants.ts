import { type MerchantPage, merchantItemPrefix, type PageQuery } from '@redoubt/contracts';
import type { MerchantList } from './merchant-store.ts';
import { merchantViewOf } from './merchant-view.ts';

/** A partition key of the table: the list may end between two keys. */
const placeText = /^(?:merchant#[A-Za-z0-9_-]{3,64}|key#[0-9a-f]{20})$/;

/** A cursor's digits: clients send it back, and a run of decimal digits would be refused as a card number. */
const letters = 'abcdefghijklmnop';

/**
 * A page of all merchants; it may hold fewer than were asked for and not be the last.
 *
 * @returns undefined when the cursor is not one of this list
 * @throws FaultError `store_unreachable`
 */
export async function listMerchants(
  { limit, cursor }: PageQuery,
  now: Date,
  merchants: MerchantList,
): Promise<MerchantPage | undefined> {
  const after = cursor === '' ? undefined : fromLetters(cursor);
  if (after !== undefined && (!placeText.test(after) || inLetters(after) !== cursor)) return undefined;
  const page = await merchants.page({ after, pageMax: limit });
  return {
    data: page.merchants.map((merchant) => merchantViewOf(merchant, now)),
    has_more: page.next !== undefined,
    next_cursor: page.next === undefined ? null : inLetters(page.next),
  };
}

/** Where a list goes on behind a merchant. */
export function placeBehind(merchantId: string): string {
  return `${merchantItemPrefix}${merchantId}`;
}

function inLetters(text: string): string {
  const hex = Buffer.from(text).toString('hex');
  return Array.from(hex, (digit) => letters[Number.parseInt(digit, 16)]).join('');
}

function fromLetters(encoded: string): string {
  const hex = Array.from(encoded, (letter) => letters.indexOf(letter).toString(16)).join('');
  return Buffer.from(hex, 'hex').toString();
}
