/** Good and bad values of fields, at both sides of every bound. */
export interface FieldCases {
  readonly isRequired: boolean;
  readonly good: readonly unknown[];
  /** Besides `null`, and besides absent where the field is required. */
  readonly bad: readonly unknown[];
  /** Well formed, and refused for what it says, with this status. */
  readonly refused?: readonly (readonly [value: unknown, status: number])[];
}

/** A good body of a route, and every field of it. */
export interface RouteCases {
  readonly body: Readonly<Record<string, unknown>>;
  readonly fields: Readonly<Record<string, FieldCases>>;
}

/** Texts that some store on a request's way can't hold; JSON can. */
export const unstorable = ['order\u0000 7', '\u0000', '\ud800', 'a\udc00b', '\ufdd0', '\uffff', '\u{1fffe}'] as const;

const ofWrongType = [0, 1.5, true, false, [], ['acme'], {}, { a: 1 }];
const notAscii = ['é', '日本', '🜁', 'a\u0000', 'a\u202e', ' ', 'a b', '\n'];

/** Fields that several services have. */
export const fieldCases = {
  ofWrongType,
  notAscii,
  merchantId: {
    isRequired: true,
    good: ['abc', 'a'.repeat(64), 'A-z_9'],
    bad: [...ofWrongType, ...notAscii, '', 'ab', 'a'.repeat(65), 'a/b', 'acme\n', '4111111111111111'],
  },
  customerId: {
    isRequired: false,
    good: ['c', 'c'.repeat(64)],
    bad: [...ofWrongType, ...notAscii, '', 'c'.repeat(65), '4111-1111-1111-1111'],
  },
  reference: {
    isRequired: false,
    good: ['r', 'r'.repeat(128), 'Größe 日本 🜁', '4111111111111112'],
    bad: [
      ...ofWrongType,
      '',
      'r'.repeat(129),
      '4111 1111 1111 1111',
      'card 5555555555554444',
      '4111111111111111',
      'e\u0301',
    ],
  },
  currency: {
    isRequired: true,
    good: ['EUR', 'JPY', 'KWD'],
    bad: [...ofWrongType, '', 'eur', 'EU', 'EURO', 'XXX', 'ЕUR', 'EUR '],
  },
  amountMinor: {
    isRequired: true,
    good: ['1'],
    bad: [
      ...ofWrongType,
      ...['', '0', '-1', '+1', '01', '1.0', '1e3', '0x1', ' 1', '1 ', '١', '1_000', 'NaN', 'Infinity'],
      ...['9'.repeat(19), '9'.repeat(400), '4111111111111111'],
    ],
  },
} as const satisfies Record<string, FieldCases | readonly unknown[]>;
