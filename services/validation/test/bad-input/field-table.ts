import type { RouteName } from '../../src/routes.ts';

/** What a field may be and may not be, at both sides of every bound. */
export interface FieldCases {
  readonly isRequired: boolean;
  readonly good: readonly unknown[];
  /** Besides `null`, and besides absent where the field is required. */
  readonly bad: readonly unknown[];
}

export interface RouteCases {
  readonly body: Readonly<Record<string, unknown>>;
  readonly fields: Readonly<Record<string, FieldCases>>;
}

const ofWrongType = [0, 1.5, true, false, [], ['acme'], {}, { a: 1 }];
const notAscii = ['é', '日本', '🜁', 'a\u0000', 'a\u202e', ' ', 'a b', '\n'];

const merchantId: FieldCases = {
  isRequired: true,
  good: ['abc', 'a'.repeat(64), 'A-z_9'],
  bad: [...ofWrongType, ...notAscii, '', 'ab', 'a'.repeat(65), 'a/b', 'acme\n', '4111111111111111'],
};
const customerId: FieldCases = {
  isRequired: false,
  good: ['c', 'c'.repeat(64)],
  bad: [...ofWrongType, ...notAscii, '', 'c'.repeat(65), '4111-1111-1111-1111'],
};
const reference: FieldCases = {
  isRequired: false,
  good: ['r', 'r'.repeat(128), 'Größe 日本 🜁', '4111111111111112'],
  bad: [...ofWrongType, '', 'r'.repeat(129), '4111 1111 1111 1111', 'card 5555555555554444', '4111111111111111'],
};
const capture: FieldCases = {
  isRequired: false,
  good: ['automatic', 'manual'],
  bad: [...ofWrongType, '', 'Manual', 'later'],
};
const currency: FieldCases = {
  isRequired: true,
  good: ['EUR', 'JPY', 'KWD'],
  bad: [...ofWrongType, '', 'eur', 'EU', 'EURO', 'XXX', 'ЕUR', 'EUR ', 'KPW'],
};
const amountMinor: FieldCases = {
  isRequired: true,
  good: ['1', '1000000000'],
  bad: [
    ...ofWrongType,
    ...['', '0', '-1', '+1', '01', '1.0', '1e3', '0x1', ' 1', '1 ', '١', '1_000', 'NaN', 'Infinity'],
    ...['1000000001', '9'.repeat(18), '9'.repeat(19), '9'.repeat(400)],
  ],
};
/** A validation answers 201 to a payment that its rules refuse: only the form is an error. */
const validAmount = {
  ...amountMinor,
  bad: amountMinor.bad.filter((value) => value !== '1000000001' && value !== '9'.repeat(18)),
};
const validCurrency = { ...currency, bad: currency.bad.filter((value) => value !== 'KPW') };

const attributes = {
  good: [{}, { a: '' }, { a: 'x'.repeat(256) }, { ['a'.repeat(32)]: '日本' }, many(16)],
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
    ...[{ a: '4111111111111111' }, { '4111111111111111': '' }],
  ],
};

function many(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, 'x']));
}

const payment = { merchant_id: 'acme', amount_minor: '1050', currency: 'EUR', reference: 'order 7', customer_id: 'c1' };

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
    },
  },
  'post-specified-validation': {
    body: { amount: 100, currency: 'USD', payment_method: 'card', user_id: 'user123' },
    fields: {
      amount: {
        isRequired: true,
        good: [0.01, 100, '0.01', '10000000', '10000000.00', 10_000_000],
        bad: [
          ...[true, [], {}, 0, -1, 0.001, 1e-7, 10_000_000.01, 1e12, 1e300],
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
