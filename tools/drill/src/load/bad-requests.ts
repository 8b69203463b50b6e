/** A published test number: nobody's card, but every sink must treat it as one. */
export const testCardNumber = '4111111111111111';

/** A request with one thing wrong. */
export interface BadRequest {
  readonly defect: string;
  readonly body: string;
  /** `undefined`: the header is not sent. */
  readonly idempotencyKey?: string | undefined;
  readonly path?: string;
}

/** Every kind of bad request the load mixes in, made from a valid body and key. */
export function badRequestsFrom(
  valid: Readonly<Record<string, unknown>>,
  idempotencyKey: string,
): readonly BadRequest[] {
  const over = (change: Readonly<Record<string, unknown>>) => JSON.stringify({ ...valid, ...change });
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
    { defect: 'amount_over_limit', body: over({ amount_minor: '9'.repeat(18) }), idempotencyKey },
    { defect: 'amount_huge', body: over({ amount_minor: '9'.repeat(400) }), idempotencyKey },
    { defect: 'card_number', body: over({ card_number: testCardNumber }), idempotencyKey },
    { defect: 'merchant_missing', body: over({ merchant_id: undefined }), idempotencyKey },
    { defect: 'route_unknown', body, idempotencyKey, path: '/validation/v1/payment' },
  ];
}
