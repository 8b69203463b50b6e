import { type EndpointListQuery, type EndpointPage, uuidOf } from '@redoubt/contracts';
import type { EndpointReader, ListPlace } from '../endpoint-store.ts';
import { endpointViewOf } from './endpoint-view.ts';

/** A cursor's digits: a run of decimal digits would be refused as a card number. */
const letters = 'abcdefghijklmnop';

const cursorText = /^([ap])([a-p]{32})([a-p]{32})$/;

/** A page of a merchant's endpoints; `undefined` when the cursor is not one of this list. */
export async function listEndpoints(
  { merchantId, limit, cursor }: Pick<EndpointListQuery, 'limit' | 'cursor'> & { readonly merchantId: string },
  endpoints: EndpointReader,
): Promise<EndpointPage | undefined> {
  const after = cursor === '' ? undefined : placeOf(merchantId, cursor);
  if (cursor !== '' && after === undefined) return undefined;
  const page = await endpoints.page(merchantId, { after, pageMax: limit });
  const last = page.endpoints.at(-1);
  return {
    data: page.endpoints.map(endpointViewOf),
    has_more: page.hasMore,
    next_cursor:
      page.hasMore && last !== undefined
        ? cursorOf(merchantId, { endpointId: last.endpointId, isPaused: last.paused !== undefined })
        : null,
  };
}

/** Where the list goes on, with a check that binds it to the merchant: it is no secret, and another's is refused. */
function cursorOf(merchantId: string, { endpointId, isPaused }: ListPlace): string {
  const place = `${isPaused ? 'p' : 'a'}${inLetters(endpointId.slice(3))}`;
  return `${place}${inLetters(uuidOf('endpoint cursor', merchantId, place).replaceAll('-', ''))}`;
}

function placeOf(merchantId: string, cursor: string): ListPlace | undefined {
  const [, kind, id] = cursorText.exec(cursor) ?? [];
  if (kind === undefined || id === undefined) return undefined;
  const hex = Array.from(id, (letter) => letters.indexOf(letter).toString(16)).join('');
  const place = { endpointId: `we_${hex}`, isPaused: kind === 'p' };
  return cursorOf(merchantId, place) === cursor ? place : undefined;
}

function inLetters(hex: string): string {
  return Array.from(hex, (digit) => letters[Number.parseInt(digit, 16)]).join('');
}
