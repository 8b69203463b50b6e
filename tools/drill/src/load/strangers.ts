import type { BadRequest } from './bad-requests.ts';
import type { ChangeIntent } from './intents.ts';
import { madeUpKey, type Sender } from './sender.ts';

/** A merchant that has nothing to do with the payments of others. */
export const stranger = 'dunes';

/** A sound request that is refused for who sends it. */
export type StrangeRequest = BadRequest & { readonly sender: Sender };

type Body = Readonly<Record<string, unknown>> & { readonly merchant_id: string };

/** Payment requests of those who may not make them, made from a valid body and key. */
export function strangePaymentsFrom(valid: Body, idempotencyKey: string): readonly StrangeRequest[] {
  const body = JSON.stringify(valid);
  return strangersTo(valid.merchant_id).map((who) => ({ ...who, body, idempotencyKey }));
}

/** Requests about a payment by those who may not make them. */
export function strangeChangesFrom(
  valid: Body,
  idempotencyKey: string,
): readonly (StrangeRequest & { readonly action: ChangeIntent['action'] })[] {
  const { merchant_id: merchantId } = valid;
  const ofStranger = { kind: 'merchant', merchantId: stranger } as const;
  const body = JSON.stringify(valid);
  const asStranger = JSON.stringify({ ...valid, merchant_id: stranger });
  return [
    ...strangersTo(merchantId).map((who) => ({ ...who, action: 'capture' as const, body, idempotencyKey })),
    { defect: 'payment_of_another', action: 'refund', sender: ofStranger, body: asStranger, idempotencyKey },
    {
      defect: 'operation_of_operators',
      action: 'approve',
      sender: { kind: 'merchant', merchantId },
      body,
      idempotencyKey,
    },
  ];
}

/** Whoever shows no good key, or one that does not do. */
function strangersTo(merchantId: string): readonly { readonly defect: string; readonly sender: Sender }[] {
  return [
    { defect: 'access_key_missing', sender: { kind: 'nobody' } },
    { defect: 'access_key_made_up', sender: { kind: 'holder', key: madeUpKey } },
    { defect: 'access_key_of_a_reader', sender: { kind: 'reader', merchantId } },
    { defect: 'access_key_of_another', sender: { kind: 'merchant', merchantId: stranger } },
  ];
}
