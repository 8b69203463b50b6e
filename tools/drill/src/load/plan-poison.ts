import { bodyOf } from './intents.ts';
import { merchants } from './plan-load.ts';
import type { PlannedBad } from './planned-request.ts';
import { poisonHeaders, poisonTexts } from './poison-texts.ts';

/** Numbers of these requests begin here, beyond those of the soak. */
const firstNumber = 7_000_001;

type Bad = Pick<PlannedBad, 'defect' | 'body' | 'path' | 'correlationId'> & { readonly idempotencyKey?: string };

/** Every poison text in every field of every route that takes one, in keys and in headers: each request must be refused. */
export function planPoison(run: string): readonly PlannedBad[] {
  return [...poisonTexts.flatMap(inBodies), ...poisonHeaders.flatMap(inHeaders)].map((bad, index) => {
    const number = firstNumber + index;
    const sender = { kind: 'merchant', merchantId: merchant_id } as const;
    return { number, dueMs: 0, purpose: 'bad', idempotencyKey: `${run}-${number}`, sender, ...bad };
  });
}

const merchant_id = merchants[0];
const payment = bodyOf({
  ...{ merchantId: merchant_id, amountMinor: '100', currency: 'EUR' },
  ...{ reference: 'sound', capture: 'automatic' },
});
const session = { merchant_id, user_id: 'payer' };
const sessions = '/validation/v1/sessions';
const endpoints = '/notifications/v1/endpoints';

function inBodies({ defect, text }: { readonly defect: string; readonly text: string }): readonly Bad[] {
  const bad = (field: string, body: object, path?: string): Bad => ({
    defect: `${defect} in ${field}`,
    body: JSON.stringify(body),
    ...(path === undefined ? {} : { path }),
  });
  return [
    bad('reference', { ...payment, reference: text }),
    bad('merchant_id', { ...payment, merchant_id: text }),
    bad('currency', { ...payment, currency: text }),
    bad('amount_minor', { ...payment, amount_minor: text }),
    bad('a name of a payment', { ...payment, [text]: 'x' }),
    bad('user_id', { ...session, user_id: text }, sessions),
    bad('an attribute', { ...session, attributes: { note: text } }, sessions),
    bad('the name of an attribute', { ...session, attributes: { [text]: 'x' } }, sessions),
    bad('url', { merchant_id, url: `https://shop.example/${text}` }, endpoints),
    bad('events', { merchant_id, url: 'https://shop.example/', events: [text] }, endpoints),
  ];
}

function inHeaders({ defect, text }: { readonly defect: string; readonly text: string }): readonly Bad[] {
  // A journey with such an id is given another: its request is refused for its amount.
  const refused = JSON.stringify({ ...payment, amount_minor: '0' });
  return [
    { defect: `${defect} as key`, body: JSON.stringify(payment), idempotencyKey: text },
    { defect: `${defect} as correlation id`, body: refused, correlationId: text },
  ];
}
