import type { KeyList } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer } from '@redoubt/lambda-kit';
import type { MerchantStore } from '../merchant-store.ts';
import { keyViewOf } from '../merchant-view.ts';
import { commonRefusal, merchantIdIn } from '../refusals.ts';
import { wireMerchants } from '../wiring.ts';

/** The function of `GET /merchants/v1/merchants/{id}/keys`. */
export function getKeys({ merchants }: { readonly merchants: Pick<MerchantStore, 'read'> }): HttpFunction {
  return httpHandler({
    access: 'operator',
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters, receivedAt }) {
      const merchantId = merchantIdIn(pathParameters);
      const merchant = await merchants.read(merchantId);
      if (merchant === undefined) throw commonRefusal({ kind: 'unknown_merchant' });
      const list: KeyList = { data: merchant.keys.map((key) => keyViewOf(merchantId, key, receivedAt)) };
      return jsonAnswer(200, list);
    },
  });
}

export const handler = getKeys({ merchants: wireMerchants() });
