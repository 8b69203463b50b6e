import { type FieldCases, fieldCases, type RouteCases } from '@redoubt/lambda-kit/http-contract';
import type { RouteName } from '../../src/api.ts';

const { ofWrongType, notAscii, merchantId, customerId, reference } = fieldCases;
const capture: FieldCases = {
  isRequired: false,
  good: ['automatic', 'manual'],
  bad: [...ofWrongType, '', 'Manual', 'later'],
};
const holdSeconds: FieldCases = {
  isRequired: false,
  good: [1, 3_600, 2_592_000],
  bad: [true, [], {}, '', '3600', 0, -1, 1.5, 2_592_001, 1e300],
};
const currency: FieldCases = { ...fieldCases.currency, bad: [...fieldCases.currency.bad, 'KPW'] };
const amountMinor: FieldCases = {
  ...fieldCases.amountMinor,
  good: ['1', '1000000000'],
  refused: [
    ['1000000001', 422],
    ['9'.repeat(18), 422],
  ],
};
/** A validation answers 201 to a payment that its rules refuse: only the form is an error. */
const validAmount = fieldCases.amountMinor;
const validCurrency = fieldCases.currency;

const attributes = {
  good: [
    {},
    { constructor: 'a', prototype: 'b' },
    { a: '' },
    { a: 'x'.repeat(256) },
    { ['a'.repeat(32)]: '日本' },
    many(16),
  ],
  bad: [
    ...[0, true, 'a', [], ['a']],
    ...[
      { a: 1 },
      { a: null },
      { a: {} },
      { a: 'x'.repeat(257) },
      { A: '' },
      { '': '' },
      { ['a'.repeat(33)]: '' },
      many(17),
    ],
    ...[JSON.parse('{"__proto__":"a"}'), { a: 'e\u0301' }, { a: 'x\u0000' }, { 'a\ud800': '' }],
    ...[{ a: '4111111111111111' }, { '4111111111111111': '' }],
  ],
};

function many(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, 'x']));
}

const metadata: FieldCases = {
  isRequired: false,
  good: [
    {},
    { Order_id: '7', 'x.y-z': '' },
    { a: '界'.repeat(500) },
    { ['a'.repeat(40)]: 'x'.repeat(500) },
    many(50),
    inAll(8_000),
  ],
  bad: [
    ...[0, true, 'a', [], ['a']],
    ...[{ a: 1 }, { a: null }, { a: {} }, { a: 'x'.repeat(501) }, { '': '' }, { '7': '' }, { 'a b': '' }, { ü: '' }],
    ...[{ ['a'.repeat(41)]: '' }, many(51), inAll(8_001)],
    ...[JSON.parse('{"__proto__":"a"}'), { a: 'e\u0301' }, { a: 'x\u0000' }, { a: '\ud800' }, { a: '\ufdd0' }],
    ...[{ a: '4111111111111111' }, { a: '4111 1111 1111 1111' }, { 'a.4111111111111111': '' }],
  ],
};
const statementDescriptor: FieldCases = {
  isRequired: false,
  good: ['ACME*'.replace('*', '.'), 'A1234', 'Acme & Co. 7/7 #1 +-,', 'a'.repeat(22)],
  bad: [
    ...ofWrongType,
    ...notAscii,
    '',
    'abcd',
    'a'.repeat(23),
    '12345',
    'ACME*SHOP',
    "ACME'S",
    'ACME\nSHOP',
    'A 4111111111111111',
  ],
};

/** As many bytes of JSON. */
function inAll(bytes: number): Record<string, string> {
  const full = Object.fromEntries(
    Array.from({ length: 15 }, (_, at) => [`name${String.fromCharCode(97 + at)}`, '\u0001'.repeat(82)]),
  );
  return { ...full, last: 'x'.repeat(bytes - JSON.stringify({ ...full, last: '' }).length) };
}

const payment = {
  merchant_id: 'acme',
  amount_minor: '1050',
  currency: 'EUR',
  reference: 'order 7',
  customer_id: 'c1',
  capture: 'manual',
};

/** Every field of every route that takes a body. */
export const routeCases: Readonly<Partial<Record<RouteName, RouteCases>>> = {
  'post-payment': {
    body: payment,
    fields: {
      merchant_id: merchantId,
      amount_minor: amountMinor,
      currency,
      reference,
      customer_id: customerId,
      capture,
      hold_seconds: holdSeconds,
      metadata,
      statement_descriptor: statementDescriptor,
    },
  },
  'post-validation': {
    body: payment,
    fields: {
      merchant_id: merchantId,
      amount_minor: validAmount,
      currency: validCurrency,
      reference,
      customer_id: customerId,
      capture,
      hold_seconds: holdSeconds,
      metadata,
      statement_descriptor: statementDescriptor,
    },
  },
  'post-specified-validation': {
    body: { amount: 100, currency: 'USD', payment_method: 'card', user_id: 'user123' },
    fields: {
      amount: {
        isRequired: true,
        good: [0.01, 100, '0.01', '10000000', '11600000.00', 11_600_000],
        bad: [
          ...[true, [], {}, 0, -1, 0.001, 1e-7, 11_600_000.01, 1e12, 1e300],
          ...['', '0', '-1', '1,5', '1e3', '1.001', '01', '1.00000', ' 1', '9'.repeat(19), '4111111111111111'],
        ],
      },
      currency,
      payment_method: {
        isRequired: true,
        good: ['card', 'a', 'a'.repeat(32)],
        bad: [...ofWrongType, ...notAscii, '', 'Card', 'a'.repeat(33), '4111111111111111'],
      },
      user_id: { ...customerId, isRequired: true },
      session_id: customerId,
      merchant_id: { ...merchantId, isRequired: false },
      reference,
    },
  },
  'post-session': {
    body: { merchant_id: 'acme', user_id: 'u1', attributes: { basket: 'b7' } },
    fields: {
      merchant_id: merchantId,
      user_id: { ...customerId, isRequired: true },
      attributes: { isRequired: false, ...attributes },
    },
  },
  'change-session': {
    body: { version: 1, attributes: { basket: 'b8' } },
    fields: {
      version: {
        isRequired: true,
        good: [1],
        bad: [0, -1, 1.5, '1', true, [], {}, 2, 1_000_000, 1_000_001, 1e300],
      },
      attributes: { isRequired: true, ...attributes },
    },
  },
};
