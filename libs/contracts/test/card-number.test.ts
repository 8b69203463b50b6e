import { expect, test } from 'vitest';
import { containsCardNumber } from '../src/index.ts';

test.each<[string, string]>([
  ['Visa, 16 digits', '4111111111111111'],
  ['Visa, 13 digits', '4222222222222'],
  ['American Express in its groups', '3782-822463-10005'],
  ['Mastercard with blanks', '5555 5555 5555 4444'],
  ['19 digits', '6304000000000000000'],
  ['within other text', 'order 4111111111111111, thanks'],
  ['glued to letters', 'card4111111111111111x'],
])('finds a card number: %s', (_, text) => {
  expect(containsCardNumber(text)).toBe(true);
});

test.each<[string, string]>([
  ['one digit off', '4111111111111112'],
  ['12 digits', '411111111111'],
  ['20 digits', '41111111111111111111'],
  ['a UUID of digits in cards’ groups', '41111111-1111-1111-4111-111111111111'],
  ['a time', '2026-11-21 00:47:01'],
  ['nothing', ''],
])('lets pass what is none: %s', (_, text) => {
  expect(containsCardNumber(text)).toBe(false);
});
