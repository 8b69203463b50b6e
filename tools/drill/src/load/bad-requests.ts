import { testCardNumber, testCardTexts } from '../card-scan/card-number.ts';
import type { ChangeIntent } from './intents.ts';
import type { Sender } from './sender.ts';
import { stranger } from './strangers.ts';

/** Defect of the requests that the rules refuse. */
export const declined = 'declined';

/** A request with one error. */
export interface BadRequest {
  readonly defect: string;
  /** Absent where the sender is not what is wrong. */
  readonly sender?: Sender;
  readonly body: string;
  /** `undefined`: the header is not sent. */
  readonly idempotencyKey?: string | undefined;
  readonly path?: string;
  readonly ifMatch?: string;
  readonly correlationId?: string;
}

type Change = Readonly<Record<string, unknown>>;
/** Of a valid request. */
type Body = Change & { readonly merchant_id: string };

/** Every kind of bad payment request, made from a valid body and key. */
export function badRequestsFrom(valid: Body, idempotencyKey: string): readonly BadRequest[] {
  const over = (change: Change) => JSON.stringify({ ...valid, ...change });
  const body = JSON.stringify(valid);
  return [
    { defect: 'malformed_json', body: body.slice(0, -3), idempotencyKey },
    { defect: 'key_missing', body },
    { defect: 'key_overlong', body, idempotencyKey: idempotencyKey.padEnd(256, 'x') },
    { defect: 'currency_unknown', body: over({ currency: 'XXQ' }), idempotencyKey },
    { defect: 'amount_zero', body: over({ amount_minor: '0' }), idempotencyKey },
    { defect: 'amount_negative', body: over({ amount_minor: '-100' }), idempotencyKey },
    { defect: 'amount_fractional', body: over({ amount_minor: '10.50' }), idempotencyKey },
    { defect: 'amount_number', body: over({ amount_minor: 1050 }), idempotencyKey },
    { defect: 'amount_huge', body: over({ amount_minor: '9'.repeat(400) }), idempotencyKey },
    { defect: 'card_number', body: over({ card_number: testCardNumber }), idempotencyKey },
    { defect: 'card_number_in_reference', body: over({ reference: `card ${testCardTexts[1]}` }), idempotencyKey },
    { defect: 'card_number_in_name', body: over({ [testCardTexts[2]]: 'x' }), idempotencyKey },
    { defect: 'card_number_as_path', body, idempotencyKey, path: `/transactions/v1/payments/${testCardNumber}/voids` },
    // These bodies are refused anyway: a card number that is not read must not be stored either.
    { defect: 'card_number_as_key', body: over({ amount_minor: '0' }), idempotencyKey: testCardNumber },
    {
      defect: 'card_number_as_correlation_id',
      body: over({ amount_minor: '0' }),
      idempotencyKey,
      correlationId: testCardNumber,
    },
    { defect: 'merchant_missing', body: over({ merchant_id: undefined }), idempotencyKey },
    { defect: 'route_unknown', body, idempotencyKey, path: '/validation/v1/payment' },
  ];
}

/** Payment requests that fit the contract and that the rules of validation decline. */
export function declinedRequestsFrom(valid: Body, idempotencyKey: string): readonly BadRequest[] {
  const over = (change: Change) => JSON.stringify({ ...valid, ...change });
  return [
    { defect: declined, body: over({ amount_minor: '9'.repeat(18) }), idempotencyKey },
    // Above 10,000,000 euros, by no more than a yen.
    { defect: declined, body: over({ amount_minor: '1780000001', currency: 'JPY' }), idempotencyKey },
    { defect: declined, body: over({ currency: 'KPW' }), idempotencyKey },
  ];
}

/** Every kind of bad request about a payment, made from a valid body and key. */
export function badChangesFrom(
  valid: Body,
  idempotencyKey: string,
): readonly (BadRequest & { readonly action: ChangeIntent['action'] })[] {
  const over = (change: Change) => JSON.stringify({ ...valid, ...change });
  const body = JSON.stringify(valid);
  return [
    { defect: 'malformed_json', action: 'capture', body: body.slice(0, -3), idempotencyKey },
    { defect: 'key_missing', action: 'refund', body },
    { defect: 'amount_zero', action: 'capture', body: over({ amount_minor: '0' }), idempotencyKey },
    { defect: 'amount_negative', action: 'refund', body: over({ amount_minor: '-1' }), idempotencyKey },
    { defect: 'amount_fractional', action: 'capture', body: over({ amount_minor: '0.5' }), idempotencyKey },
    { defect: 'amount_of_a_void', action: 'void', body, idempotencyKey },
    { defect: 'card_number', action: 'refund', body: over({ note: testCardNumber }), idempotencyKey },
    { defect: 'card_number_as_merchant', action: 'void', body: over({ merchant_id: testCardNumber }), idempotencyKey },
    { defect: 'card_number_as_version', action: 'void', body, idempotencyKey, ifMatch: `"${testCardNumber}"` },
    { defect: 'merchant_foreign', action: 'capture', body: over({ merchant_id: stranger }), idempotencyKey },
    { defect: 'version_malformed', action: 'refund', body, idempotencyKey, ifMatch: 'newest' },
  ];
}
