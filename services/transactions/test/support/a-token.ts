import {
  type CreatePaymentRequest,
  paymentFingerprintOf,
  paymentRequestOf,
  SpecifiedPaymentRequest,
  signValidationToken,
  type ValidationClaims,
  validationIdOf,
  validationTokenKeyOf,
} from '@redoubt/contracts';

export const tokenKey = validationTokenKeyOf('a secret');

/** Claims of a validation's token, unless a test says otherwise. */
export function claimsFor(request: CreatePaymentRequest): Extract<ValidationClaims, { outcome: 'accept' }> {
  return {
    validationId: validationIdOf(crypto.randomUUID()),
    merchantId: request.merchant_id,
    fingerprint: paymentFingerprintOf(request),
    outcome: 'accept',
    rulesetVersion: 'test',
    expiresAtSeconds: 4_000_000_000,
  };
}

/** The example of specification S3, which names no merchant: it is a payment of the key's. */
export const specifiedPayment = { amount: 100, currency: 'USD', payment_method: 'card', user_id: 'user123' };

/** Stands in a body for a token that is made when the body is sent; as long as such a token. */
export const standingToken = tokenFor(specifiedPayment) ?? '';

/** A token for just this payment of a merchant, as another validation each time; undefined when it is no payment. */
export function tokenFor(specified: unknown, merchantId = 'acme'): string | undefined {
  const parsed = SpecifiedPaymentRequest.safeParse(specified);
  if (!parsed.success) return undefined;
  const request = paymentRequestOf({ ...parsed.data, merchant_id: parsed.data.merchant_id ?? merchantId });
  return request === undefined ? undefined : signValidationToken(claimsFor(request), tokenKey);
}

/** A body, text or not, with the token that `/payment/validate` would have given the merchant for it, where its own stands for one. */
export function withFreshToken(
  body: unknown,
  { merchantId, stands }: { readonly merchantId: string; readonly stands: (token: string) => boolean },
): unknown {
  const parsed = typeof body === 'string' ? parsedOf(body) : body;
  if (typeof parsed !== 'object' || parsed === null || !('validation_token' in parsed)) return body;
  const { validation_token: token, ...specified } = parsed;
  if (typeof token !== 'string' || !stands(token)) return body;
  const fresh = tokenFor(specified, merchantId);
  if (fresh === undefined) return body;
  // The text around it stays as it is: its length, and what it says twice.
  return typeof body === 'string'
    ? body.replace(JSON.stringify(token), JSON.stringify(fresh))
    : { ...parsed, validation_token: fresh };
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
