import { currencyCodes, DisputeReason } from '@redoubt/contracts';
import { type FieldCases, fieldCases, type RouteCases } from '@redoubt/lambda-kit/http-contract';
import type { RouteName } from '../../src/api.ts';
import { theTerms } from '../support/a-setting.ts';
import { specifiedPayment, standingToken, tokenFor } from '../support/a-token.ts';

/** Nobody else has the payment: a merchant of any other name is answered as if it were not there. */
const merchantId: FieldCases = {
  ...fieldCases.merchantId,
  good: ['acme'],
  refused: [
    ['abc', 404],
    ['a'.repeat(64), 404],
    ['Acme', 404],
  ],
};
/** Of a merchant's own request, which need not name it. */
const ownMerchantId: FieldCases = { ...merchantId, isRequired: false };
/** Of a payment of 1,000. Left out it is all there is. */
const amountMinor: FieldCases = {
  ...fieldCases.amountMinor,
  isRequired: false,
  good: ['1', '999', '1000'],
  refused: [
    ['1001', 422],
    ['9'.repeat(12), 422],
    ['9'.repeat(18), 422],
  ],
};

const { ofWrongType, notAscii } = fieldCases;
const final: FieldCases = { isRequired: false, good: [true, false], bad: ['true', 1, 0, null, [], {}] };
const reason: FieldCases = {
  isRequired: true,
  good: [...DisputeReason.options],
  bad: [...ofWrongType, ...notAscii, '', 'Fraudulent', 'stolen', '4111111111111111'],
};
const evidence: FieldCases = {
  isRequired: true,
  good: ['e', 'e'.repeat(1_000), 'Größe 日本 🜁', '4111111111111112'],
  bad: [...ofWrongType, '', 'e'.repeat(1_001), 'card 5555555555554444', '4111111111111111', 'e\u0301'],
};
/** Whole units of the dollar, up to what the terms of any merchant allow. */
const amount: FieldCases = {
  isRequired: true,
  good: [0.01, 100, '0.01', '11600000.00', 11_600_000],
  bad: [
    ...[true, [], {}, 0, -1, 0.001, 1e-7, 1e12, 1e300],
    ...['', '0', '-1', '1,5', '1e3', '1.001', '01', '1.00000', ' 1', '9'.repeat(19), '4111111111111111'],
  ],
  refused: [
    [11_600_000.01, 422],
    ['11600000.01', 422],
  ],
};
const token: FieldCases = {
  isRequired: true,
  good: [standingToken],
  bad: [...ofWrongType, '', 'v'.repeat(1_025), '4111111111111111'],
  refused: [
    ['v', 400],
    ['v'.repeat(1_024), 400],
    ['vt1.é.x', 400],
    [`${standingToken}a`, 400],
    [standingToken.slice(0, -1), 400],
    [tokenFor({ ...specifiedPayment, amount: 101 }), 422],
    [tokenFor({ ...specifiedPayment, merchant_id: 'globex' }), 400],
  ],
};

/** Why an operator decides so. */
const why: FieldCases = {
  isRequired: false,
  good: ['abc', 'a'.repeat(500), 'INC-42: Größe 日本 🜁'],
  bad: [...ofWrongType, '', 'ab', '   ', ' abc', 'abc ', 'a'.repeat(501), 'card 5555555555554444', 'abe\u0301'],
};

const integersBeyond = (min: number, max: number): readonly unknown[] => [
  ...[min - 1, max + 1, min + 0.5, 1e300, true, '1', '', [], {}],
];
const integer = (min: number, max: number): FieldCases => ({
  isRequired: true,
  good: [min, max],
  bad: integersBeyond(min, max),
});
const basisPoints = integer(0, 10_000);
const notAmounts = [...ofWrongType, '', '-1', '+1', '01', '1.0', '1e3', ' 1', '١', '1'.repeat(16), '4111111111111111'];
/** Up to fifteen digits. */
const positive: FieldCases = { isRequired: true, good: ['1', '9'.repeat(15)], bad: [...notAmounts, '0'] };
const fromZero: FieldCases = { isRequired: true, good: ['0', '9'.repeat(15)], bad: notAmounts };

const aTier = { above_minor: '1', basis_points: 0 };
const manyCurrencies = [...currencyCodes].slice(0, 21);
const termsFields: Readonly<Record<string, FieldCases>> = {
  status: { isRequired: true, good: ['open', 'blocked'], bad: [...ofWrongType, ...notAscii, '', 'Open', 'closed'] },
  currency: fieldCases.currency,
  rates_version: { isRequired: true, good: ['2026-11-21'], bad: [...ofWrongType, '', '2026-11-22', 'latest'] },
  amounts_in: {
    isRequired: false,
    good: [
      {},
      { JPY: {} },
      { JPY: { amount_minor_max: '1', overdraft_minor_max: '0', fee_fixed_minor: '0', fee_minor_min: '0' } },
      { USD: { dispute_fee_minor: '0', fee_tier_1: '1', fee_tier_5: '9'.repeat(15) } },
      Object.fromEntries(manyCurrencies.slice(1).map((code) => [code, { dispute_fee_minor: '1' }])),
    ],
    bad: [
      ...[0, true, '', 'JPY', [], ['JPY'], { JPY: '1' }, { JPY: [] }, { jpy: {} }, { XXX: {} }],
      ...[{ JPY: { amount_minor_max: '0' } }, { JPY: { fee_tier_6: '1' } }, { JPY: { hold_days: 1 } }],
      Object.fromEntries(manyCurrencies.map((code) => [code, {}])),
    ],
  },
  amount_minor_max: positive,
  review_above_minor: { ...positive, isRequired: false },
  overdraft_minor_max: fromZero,
  hold_days: integer(1, 30),
  review_days: integer(1, 30),
  fee_basis_points: basisPoints,
  fee_fixed_minor: fromZero,
  fee_minor_min: fromZero,
  fee_tiers: {
    isRequired: false,
    good: [[aTier], [{ above_minor: '9'.repeat(15), basis_points: 10_000 }], Array(5).fill(aTier)],
    bad: [
      ...[0, true, '', {}, [], ['1'], [{}], Array(6).fill(aTier), [{ ...aTier, above_minor: '0' }]],
      ...[[{ ...aTier, basis_points: 10_001 }], [{ ...aTier, basis_points: -1 }], [{ ...aTier, above_minor: 1 }]],
      [{ ...aTier, more: 1 }],
    ],
  },
  fee_refund_basis_points: basisPoints,
  dispute_fee_minor: fromZero,
  dispute_fee_is_refunded: { isRequired: true, good: [true, false], bad: ['true', 1, 0, [], {}] },
  reserve_basis_points: basisPoints,
  reserve_days: integer(1, 400),
};

const notTimes = [
  ...ofWrongType,
  ...notAscii,
  '',
  '2026-11-20',
  '2026-11-20T00:00:00',
  '1999-12-31T23:59:59Z',
  '2026-13-01T00:00:00Z',
];
const list = (good: readonly string[]): FieldCases => ({
  isRequired: true,
  good,
  bad: [...ofWrongType, ...notAscii, '', good[0]?.toUpperCase(), `${good[0]} `],
});

const body = { merchant_id: 'acme' };

/** Every field of every route that takes a body. */
export const routeCases: Readonly<Partial<Record<RouteName, RouteCases>>> = {
  'post-capture': { body, fields: { merchant_id: ownMerchantId, amount_minor: amountMinor, final } },
  'post-void': { body, fields: { merchant_id: ownMerchantId } },
  'post-export': {
    body: { ...body, what: 'transfers', format: 'csv', from: '2026-11-01T00:00:00Z', until: '2026-11-02T00:00:00Z' },
    fields: {
      merchant_id: { ...fieldCases.merchantId, isRequired: false },
      what: list(['transfers', 'payments']),
      format: list(['csv', 'ndjson']),
      currency: { ...fieldCases.currency, isRequired: false },
      from: {
        isRequired: true,
        good: ['2000-01-01T00:00:00Z', '2026-11-01T23:59:59.999Z', '2026-11-01T12:00:00.123456+05:30'],
        bad: [...notTimes, '2026-11-02T00:00:00Z', '2026-11-02T00:00:00.001Z'],
      },
      until: {
        isRequired: true,
        good: ['2026-11-01T00:00:00.001Z'],
        bad: [...notTimes, '2026-11-01T00:00:00Z', '2999-01-01T00:00:00Z'],
      },
    },
  },
  'post-approval': { body, fields: { merchant_id: merchantId, reason: why } },
  'post-rejection': { body, fields: { merchant_id: merchantId, reason: why } },
  'post-blocklist': {
    body: { entry: 'ip/192.0.2.7', status: 'blocked', reason: 'floods us' },
    fields: {
      entry: {
        isRequired: true,
        good: [
          ...['merchant/abc', `merchant/${'a'.repeat(64)}`, 'customer/abc/c', `customer/acme/${'c'.repeat(64)}`],
          ...['ip/192.0.2.7', 'ip/2001:db8::1', 'ip/::1'],
        ],
        bad: [
          ...ofWrongType,
          ...['', 'acme', 'merchant', 'merchant/', 'merchant/ab', `merchant/${'a'.repeat(65)}`, 'Merchant/abc'],
          ...['customer/abc', 'customer/abc/', 'customer/ab/c', `customer/acme/${'c'.repeat(65)}`, 'customer/a/b/c'],
          ...['ip/', 'ip/1.2.3', 'ip/256.0.0.1', 'ip/01.2.3.4', 'ip/2001:DB8::1', 'ip/2001:0db8::1', 'ip/fe80::1%eth0'],
          ...['merchant/4111111111111111', 'merchant/é日本', 'merchant/acme\n'],
        ],
      },
      status: {
        isRequired: true,
        good: ['blocked', 'allowed'],
        bad: [...ofWrongType, ...notAscii, '', 'Blocked', 'open'],
      },
      reason: { ...why, isRequired: true },
    },
  },
  'post-terms': {
    body: { ...theTerms, version: 0, reason: 'a new contract' },
    fields: {
      ...termsFields,
      version: {
        isRequired: true,
        good: [0],
        bad: integersBeyond(0, 2_000_000_000),
        refused: [
          [1, 412],
          [2_000_000_000, 412],
        ],
      },
      reason: { ...why, isRequired: true },
    },
  },
  'post-specified-payment': {
    body: { ...specifiedPayment, validation_token: standingToken },
    fields: {
      amount,
      currency: fieldCases.currency,
      payment_method: {
        isRequired: true,
        good: ['card', 'a', 'a'.repeat(32)],
        bad: [...ofWrongType, ...notAscii, '', 'Card', 'a'.repeat(33), '4111111111111111'],
      },
      user_id: { ...fieldCases.customerId, isRequired: true },
      session_id: fieldCases.customerId,
      merchant_id: { ...fieldCases.merchantId, isRequired: false },
      reference: fieldCases.reference,
      validation_token: token,
    },
  },
  'post-refund': {
    body,
    fields: {
      merchant_id: ownMerchantId,
      amount_minor: amountMinor,
      reason: {
        isRequired: false,
        good: ['duplicate', 'fraudulent', 'requested_by_customer', 'other'],
        bad: [...ofWrongType, ...notAscii, '', 'Duplicate', 'because', '4111111111111111'],
      },
    },
  },
  'post-dispute': {
    body: { ...body, reason: 'fraudulent' },
    fields: { merchant_id: merchantId, amount_minor: amountMinor, reason },
  },
  'post-dispute-evidence': {
    body: { ...body, evidence: 'signed for' },
    fields: { merchant_id: ownMerchantId, evidence },
  },
  'post-dispute-win': { body, fields: { merchant_id: merchantId } },
  'post-dispute-loss': { body, fields: { merchant_id: merchantId } },
};
