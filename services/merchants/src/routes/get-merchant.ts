import { type HttpFunction, httpHandler, jsonAnswer } from '@redoubt/lambda-kit';
import type { MerchantStore } from '../merchant-store.ts';
import { merchantDetailsOf } from '../merchant-view.ts';
import { commonRefusal, merchantIdIn } from '../refusals.ts';
import { wireMerchants } from '../wiring.ts';

/** The function of `GET /merchants/v1/merchants/{id}`. */
export function getMerchant({ merchants }: { readonly merchants: Pick<MerchantStore, 'read'> }): HttpFunction {
  return httpHandler({
    access: 'operator',
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters, receivedAt }) {
      const merchant = await merchants.read(merchantIdIn(pathParameters));
      if (merchant === undefined) throw commonRefusal({ kind: 'unknown_merchant' });
      return jsonAnswer(200, merchantDetailsOf(merchant, receivedAt));
    },
  });
}

export const handler = getMerchant({ merchants: wireMerchants() });
