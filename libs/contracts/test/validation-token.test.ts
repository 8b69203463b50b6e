import { describe, expect, test } from 'vitest';
import {
  type CreatePaymentRequest,
  checkValidationToken,
  paymentFingerprintOf,
  problems,
  signValidationToken,
  type ValidationClaims,
  validationIdOf,
  validationTokenKeyOf,
} from '../src/index.ts';

const key = validationTokenKeyOf('secret');
const request: CreatePaymentRequest = { merchant_id: 'acme', amount_minor: '1050', currency: 'EUR', customer_id: 'c1' };
const expiresAtSeconds = 1_900_000_000;
const claims: ValidationClaims = {
  validationId: validationIdOf('7d4f1f3a-0000-5000-8000-000000000000'),
  merchantId: 'acme',
  fingerprint: paymentFingerprintOf(request),
  outcome: 'accept',
  rulesetVersion: '2026-11-21',
  expiresAtSeconds,
};
const token = signValidationToken(claims, key);
const use = { key, now: new Date(expiresAtSeconds * 1000 - 1), request };
const [prefix = '', body = '', signature = ''] = token.split('.');

test('a token is good for its payment until the millisecond before it expires', () => {
  expect(checkValidationToken(token, use)).toEqual({ kind: 'valid', claims });
  expect(checkValidationToken(token, { ...use, now: new Date(expiresAtSeconds * 1000) })).toEqual({
    kind: 'outlived',
    claims,
  });
});

test('11.A6: capture "automatic" is the same payment as one that leaves it out, and "manual" another', () => {
  const fingerprint = paymentFingerprintOf(request);
  expect(paymentFingerprintOf({ ...request, capture: 'automatic' })).toBe(fingerprint);
  expect(paymentFingerprintOf({ ...request, capture: 'manual' })).not.toBe(fingerprint);
});

test('the same claims give the same token, in fewer than 1,024 characters', () => {
  expect(signValidationToken({ ...claims }, key)).toBe(token);
  const longest: ValidationClaims = {
    ...claims,
    merchantId: 'm'.repeat(64),
    rulesetVersion: 'v'.repeat(32),
    outcome: 'review',
    reasons: Array.from({ length: 6 }, () => 'velocity_over_limit'),
  };
  expect(signValidationToken(longest, key).length).toBeLessThan(1_024);
});

const other = Buffer.from(JSON.stringify({ ...claims, outcome: 'review' })).toString('base64url');

describe('refuses as forged', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['a text that is no token', 'Bearer abc'],
    ['a token without signature', `${prefix}.${body}`],
    ['a signature that is one character short', token.slice(0, -1)],
    [
      'one flipped character of the claims',
      `${prefix}.${body.replace(/^./, (c) => (c === 'e' ? 'f' : 'e'))}.${signature}`,
    ],
    ['other claims under the same signature', `${prefix}.${other}.${signature}`],
    [
      'a signature with its first character changed',
      `${prefix}.${body}.${signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
    ],
    ['another format', `vt2.${body}.${signature}`],
    ['a blank at the end', `${token} `],
    ['a token of 100,000 characters', `${prefix}.${'e'.repeat(100_000)}.${signature}`],
    ['a token signed with another key', signValidationToken(claims, validationTokenKeyOf('other'))],
    ['a token signed with the secret itself', signValidationToken(claims, Buffer.from('secret'))],
  ])('%s', (_, forged) => {
    expect(checkValidationToken(forged, use)).toEqual({ kind: 'refused', code: 'validation_token_invalid' });
  });

  test('every other text that decodes to the same signature', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const twins = [...alphabet].map((last) => token.slice(0, -1) + last).filter((twin) => twin !== token);
    expect(twins.map((twin) => checkValidationToken(twin, use).kind)).toEqual(twins.map(() => 'refused'));
  });
});

test.each<[string, Partial<CreatePaymentRequest>]>([
  ['amount', { amount_minor: '1051' }],
  ['currency', { currency: 'USD' }],
  ['customer', { customer_id: 'c2' }],
  ['reference', { reference: 'order 7' }],
])('refuses a token for another %s', (_, over) => {
  expect(checkValidationToken(token, { ...use, request: { ...request, ...over } })).toEqual({
    kind: 'refused',
    code: 'validation_token_mismatch',
  });
});

test('a token for another merchant is no token, old or not', () => {
  const others = { ...use, request: { ...request, merchant_id: 'other' } };
  for (const now of [use.now, new Date(expiresAtSeconds * 1000)]) {
    expect(checkValidationToken(token, { ...others, now })).toMatchObject({ code: 'validation_token_invalid' });
  }
});

test('an old token says only that it is old', () => {
  const late = { ...use, now: new Date(expiresAtSeconds * 1000 + 1), request: { ...request, amount_minor: '1' } };
  expect(checkValidationToken(token, late)).toMatchObject({ code: 'validation_token_expired' });
});

test('every fault of a token is a 4xx problem', () => {
  for (const code of ['validation_token_invalid', 'validation_token_expired', 'validation_token_mismatch'] as const) {
    expect(problems[code].status).toBeGreaterThanOrEqual(400);
    expect(problems[code].status).toBeLessThan(500);
  }
});
