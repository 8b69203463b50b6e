import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ReviewCodes } from '../commands.ts';
import type { CreatePaymentRequest } from '../http/payments.ts';
import { MerchantId, uuidOf } from '../ids.ts';
import { fingerprintOf } from '../journal.ts';

/** A validation's id. */
export const ValidationId = z.string().regex(/^val_[0-9a-f]{32}$/);

/** Id of the validation that a request makes: `val_` and 32 hexadecimal digits. */
export function validationIdOf(commandId: string): string {
  return `val_${uuidOf('validation', commandId).replaceAll('-', '')}`;
}

const claimed = z.strictObject({
  /** Whoever books by the token takes this as idempotency key, so that one token is one payment. */
  validationId: ValidationId,
  merchantId: MerchantId,
  /** {@link paymentFingerprintOf} the payment that was validated. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  rulesetVersion: z.string().max(32),
  /** Seconds since 1970 from which on the token is worth nothing. */
  expiresAtSeconds: z.number().int().positive(),
});

/** Claims of a validation token. Opaque to merchants: only services that hold the key read it. */
export const ValidationClaims = z.discriminatedUnion('outcome', [
  claimed.extend({ outcome: z.literal('accept') }),
  /** The payment is to be held for review, for these reasons. A rejected payment gets no token. */
  claimed.extend({ outcome: z.literal('review'), reasons: ReviewCodes }),
]);
export type ValidationClaims = z.infer<typeof ValidationClaims>;

/** Why a token is not good for a payment; each is a {@link ProblemCode} as well. */
export type TokenFault = 'validation_token_invalid' | 'validation_token_expired' | 'validation_token_mismatch';

export type TokenCheck =
  | { readonly kind: 'valid'; readonly claims: ValidationClaims }
  /** It was good for this payment: what was made by it in time may still be repeated, and nothing new be made. */
  | { readonly kind: 'outlived'; readonly claims: ValidationClaims }
  | { readonly kind: 'refused'; readonly code: TokenFault };

/** How long a token is good for, in seconds: a checkout goes on at once, and rules or blocklist may change after. */
export const validationTokenSeconds = 300;

/** Longest token, in characters; ours have about 500. */
export const validationTokenLengthMax = 1_024;

/** Type of the secret that tokens are signed with: `validation-token-secret-{suffix}` in either region. */
export const validationTokenSecretType = 'validation-token-secret';

/** Begins every token, and is signed with it: another format will begin otherwise. */
const prefix = 'vt1';

const tokenPattern = /^vt1\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/;

/**
 * The substance of a payment: what must be the same when a token is used as when it was given, and a key repeated. A default that is
 * spelled out means the same as one that is left out.
 */
export function paymentFingerprintOf({ capture, ...request }: CreatePaymentRequest): string {
  return fingerprintOf(capture === 'manual' ? { ...request, capture } : request);
}

/** The key of tokens, out of the secret: nothing else that is ever derived from the same secret is a token. */
export function validationTokenKeyOf(secret: string): Buffer {
  return createHmac('sha256', secret).update('redoubt validation token, version 1').digest();
}

/** Signs claims: `vt1.<claims>.<HMAC-SHA256>`, both in base64url. The same claims always give the same token. */
export function signValidationToken(claims: ValidationClaims, key: Uint8Array): string {
  const body = Buffer.from(JSON.stringify(ValidationClaims.parse(claims))).toString('base64url');
  return `${prefix}.${body}.${signatureOf(body, key).toString('base64url')}`;
}

export interface TokenUse {
  readonly key: Uint8Array;
  readonly now: Date;
  /** The payment that the token is presented for. */
  readonly request: CreatePaymentRequest;
}

/**
 * Checks a token against the payment that it is presented for.
 *
 * Signature first, in constant time: nothing that is not ours is parsed. Then the merchant: another's token is answered as one that
 * nobody was given. The fingerprint is compared after the age, so that an old token says only that it is old.
 */
export function checkValidationToken(token: string, { key, now, request }: TokenUse): TokenCheck {
  const [, body, signature] = token.length > validationTokenLengthMax ? [] : (tokenPattern.exec(token) ?? []);
  if (body === undefined || signature === undefined) return refused('validation_token_invalid');
  const given = Buffer.from(signature, 'base64url');
  // Several texts decode to the same bytes: only the one we would have written is ours.
  if (given.toString('base64url') !== signature) return refused('validation_token_invalid');
  if (!timingSafeEqual(given, signatureOf(body, key))) return refused('validation_token_invalid');
  const claims = ValidationClaims.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  if (claims.merchantId !== request.merchant_id) return refused('validation_token_invalid');
  const isForRequest = claims.fingerprint === paymentFingerprintOf(request);
  if (now.getTime() < claims.expiresAtSeconds * 1000) {
    return isForRequest ? { kind: 'valid', claims } : refused('validation_token_mismatch');
  }
  return isForRequest ? { kind: 'outlived', claims } : refused('validation_token_expired');
}

function refused(code: TokenFault): TokenCheck {
  return { kind: 'refused', code };
}

function signatureOf(body: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(`${prefix}.${body}`).digest();
}
