import { testCardNumber as card } from '../card-scan/card-number.ts';

/** A text that must be refused wherever it is sent. */
export interface PoisonText {
  readonly defect: string;
  readonly text: string;
}

/** Texts that PostgreSQL, DynamoDB, EventBridge or UTF-8 can't hold, or not as they were sent. */
const unstorable: readonly PoisonText[] = [
  { defect: 'null_character', text: 'order\u0000 7' },
  { defect: 'null_character_alone', text: '\u0000' },
  { defect: 'high_surrogate', text: 'order \ud800' },
  { defect: 'low_surrogate', text: '\udc00 order' },
  { defect: 'surrogates_reversed', text: '\udc00\ud800' },
  { defect: 'noncharacter', text: 'order \ufffe' },
  { defect: 'noncharacter_of_arabic', text: 'order \ufdd0' },
  { defect: 'noncharacter_of_plane_16', text: 'order \u{10ffff}' },
  { defect: 'not_normalized', text: 'cafe\u0301' },
];

const inGroups = (by: string): string => (card.match(/.{4}/g) ?? []).join(by);
const inScript = (zero: number): string =>
  [...card].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');

/** A card number in the ways in which people and attackers write one. */
const cardNumbers: readonly PoisonText[] = [
  ...[' ', '  ', '-', ' - ', '.', '/', '_', ':', '\t', '\u00a0', '\u200b', '\u00ad', '–', '—', '−', '\u2011'].map(
    (by) => ({
      defect: `card_number_by_${by.codePointAt(0)?.toString(16)}_${by.length}`,
      text: inGroups(by),
    }),
  ),
  { defect: 'card_number_6_10', text: `${card.slice(0, 6)} ${card.slice(6)}` },
  { defect: 'card_number_digit_by_digit', text: [...card].join(' ') },
  { defect: 'card_number_and_code', text: `${card}123` },
  { defect: 'card_number_and_expiry', text: `${card} 12/29` },
  { defect: 'card_number_after_expiry', text: `12/29 ${card}` },
  { defect: 'card_number_in_an_id', text: `cus_${card}` },
  { defect: 'card_number_in_a_sentence', text: `order ${card}, thanks` },
  { defect: 'card_number_of_15_digits', text: '378282246310005' },
  { defect: 'card_number_of_19_digits', text: '6304000000000000000' },
  ...[0xff10, 0x660, 0x6f0, 0x966, 0xe50, 0x1d7ce, 0x1e950].map((zero) => ({
    defect: `card_number_in_digits_of_${zero.toString(16)}`,
    text: inScript(zero),
  })),
];

/** Every kind of text that must be refused in every field. */
export const poisonTexts: readonly PoisonText[] = [...unstorable, ...cardNumbers];

/** Those that HTTP lets through in a header. */
export const poisonHeaders: readonly PoisonText[] = poisonTexts.filter(({ text }) => /^[\t\x20-\x7e]+$/.test(text));
