import { describe, expect, test } from 'vitest';
import { containsCardNumber } from '../src/index.ts';

/** Numbers that networks publish for tests. */
const numbers = {
  visa: '4111111111111111',
  'visa of 13 digits': '4222222222222',
  mastercard: '5555555555554444',
  'mastercard of the 2 series': '2223003122003222',
  'american express': '378282246310005',
  'diners club': '30569309025904',
  discover: '6011111111111117',
  jcb: '3530111333300000',
  unionpay: '6200000000000005',
  'maestro of 19 digits': '6304000000000000000',
} as const;

const visa = numbers.visa;
const inScript = (zero: number, digits: string): string =>
  [...digits].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
const grouped = (sizes: readonly number[], by: string): string =>
  sizes
    .map((size, at) => {
      const begin = sizes.slice(0, at).reduce((sum, before) => sum + before, 0);
      return visa.slice(begin, begin + size);
    })
    .join(by);

test.each(Object.entries(numbers))('finds a number of %s', (_, number) => {
  expect(containsCardNumber(number)).toBe(true);
});

describe('finds a card number', () => {
  test.each<[string, string]>([
    ['in groups of four', grouped([4, 4, 4, 4], ' ')],
    ['in groups of 4, 6 and 5', '3782-822463-10005'],
    ['in groups of 6 and 10', grouped([6, 10], ' ')],
    ['with double blanks', grouped([4, 4, 4, 4], '  ')],
    ['with dots', grouped([4, 4, 4, 4], '.')],
    ['with tabs', grouped([4, 4, 4, 4], '\t')],
    ['with line feeds', grouped([4, 4, 4, 4], '\n')],
    ['with slashes', grouped([4, 4, 4, 4], '/')],
    ['with underscores', grouped([4, 4, 4, 4], '_')],
    ['with colons', grouped([4, 4, 4, 4], ':')],
    ['with non-breaking blanks', grouped([4, 4, 4, 4], '\u00a0')],
    ['with narrow blanks', grouped([4, 4, 4, 4], '\u202f')],
    ['with zero-width blanks', grouped([4, 4, 4, 4], '\u200b')],
    ['with soft hyphens', grouped([4, 4, 4, 4], '\u00ad')],
    ['with en dashes', grouped([4, 4, 4, 4], '–')],
    ['with em dashes', grouped([4, 4, 4, 4], '—')],
    ['with minus signs', grouped([4, 4, 4, 4], '−')],
    ['with non-breaking hyphens', grouped([4, 4, 4, 4], '\u2011')],
    ['with a blank around each dash', grouped([4, 4, 4, 4], ' - ')],
    ['digit by digit', [...visa].join(' ')],
    ['with combining marks', [...visa].join('\u0301')],
    ['before its security code', `${visa} 123`],
    ['right before its security code', `${visa}123`],
    ['before its expiry', `${visa} 12/29`],
    ['after its expiry', `12/29 ${visa}`],
    ['behind other digits', `1${visa}`],
    ['within 40 digits', `${'1'.repeat(12)}${visa}${'1'.repeat(12)}`],
    ['within a sentence', `order ${visa}, thanks`],
    ['between letters', `card${visa}x`],
    ['behind the word card', `card${visa}`],
    ['behind the word PAN and a dash', `PAN-${visa}`],
    ['in groups behind the word card', 'card-4111-1111-1111-1111'],
    ['in an id that is none of ours', `cus_${visa}`],
    ['in an id of 32 digits', `pay_${visa}${visa}`],
    ['in what looks like a UUID of another version', '41111111-1111-1111-4111-111111111111'],
    ['in a trace', `00-${visa}${visa}-00f067aa0ba902b7-01`],
    ['in full-width digits', inScript(0xff10, visa)],
    ['in Arabic-Indic digits', inScript(0x660, visa)],
    ['in Persian digits', inScript(0x6f0, visa)],
    ['in Devanagari digits', inScript(0x966, visa)],
    ['in Bengali digits', inScript(0x9e6, visa)],
    ['in Thai digits', inScript(0xe50, visa)],
    ['in mathematical bold digits', inScript(0x1d7ce, visa)],
    ['in mathematical monospace digits', inScript(0x1d7f6, visa)],
    ['in Adlam digits', inScript(0x1e950, visa)],
    ['in circled digits', [...visa].map((digit) => String.fromCodePoint(0x2460 + Number(digit) - 1)).join('')],
    ['in superscript digits', visa.replaceAll('4', '⁴').replaceAll('1', '¹')],
    ['in digits of two scripts', visa.slice(0, 8) + inScript(0x660, visa.slice(8))],
  ])('%s', (_, text) => {
    expect(containsCardNumber(text)).toBe(true);
  });
});

test.each<[string, string]>([
  ['one digit off', '4111111111111112'],
  ['12 digits', '411111111111'],
  ['no issuer’s first digits', '0000000000000000'],
  ['a length that the issuer does not give', '55555555555544440000'.slice(0, 15)],
  ['groups with a word between them', '41111111 and 11111111'],
  ['groups with four signs between them', '41111111 -- 11111111'],
  ['a version 4 UUID full of digits', '41111111-1111-4111-8111-111111111111'],
  ['an id of ours full of digits', 'ses_41111111111151119111111111111111'],
  ['a time', '2026-11-21 00:47:01'],
  ['a time with an offset', '2026-11-21T00:47:01.123+02:00'],
  ['a number of one’s own behind letters', `ORD-${visa}`],
  ['one in groups behind letters', 'order-4949830851-234-7'],
  ['one right behind letters', `INV${visa}`],
  ['nothing', ''],
])('lets pass what is none: %s', (_, text) => {
  expect(containsCardNumber(text)).toBe(false);
});

describe('order numbers', () => {
  // A linear congruential generator: the same numbers at every run.
  let state = 20_261_128;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const orderNumber = (): string => {
    const length = 12 + Math.floor(random() * 9);
    return Array.from({ length }, () => Math.floor(random() * 10)).join('');
  };
  const orderNumbers = Array.from({ length: 10_000 }, orderNumber);

  test('of 12 to 20 digits behind a prefix all pass', () => {
    expect(orderNumbers.filter((number) => containsCardNumber(`ORD-${number}`))).toEqual([]);
  });

  test('of 16 bare digits: one in eleven looks like a card number and is refused', () => {
    const bare = Array.from({ length: 10_000 }, () =>
      Array.from({ length: 16 }, () => Math.floor(random() * 10)).join(''),
    );
    const refused = bare.filter(containsCardNumber).length;
    console.info(`${refused} of 10,000 bare numbers of 16 digits are refused`);
    expect(refused).toBeLessThan(1_000);
  });
});
