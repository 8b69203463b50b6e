import fc from 'fast-check';

/** Names that every object of JavaScript has: a table that is an object finds something under them. */
export const javascriptNames = ['constructor', 'prototype', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];

/**
 * Texts that every store can hold, and that something on the way to it may not expect: signs beyond the first plane, combining
 * marks that no composed sign stands for, such as Unicode excludes from composition, marks without a base, writing from right
 * to left, controls, private use.
 */
export const strangeSigns: readonly string[] = [
  ...['𝒳', '😀', '👩‍👩‍👧', '\u{10fffd}', 'q\u0303', '\u0301', '\u05e9\u05c1', '\u0915\u093c'],
  ...[
    '\u202e',
    '\u2028',
    '\ufeff',
    '\u200b',
    '\u0001',
    '\u007f',
    '\u0085',
    '\ue000',
    '\ufffd',
    '日',
    '"',
    '\\',
    "'",
    '\t',
  ],
];

/** Texts of any signs, up to the bound in characters. */
export function strangeTexts({
  minLength,
  maxLength,
}: Readonly<Record<'minLength' | 'maxLength', number>>): fc.Arbitrary<string> {
  const fits = (text: string): boolean => text.length >= minLength && text.length <= maxLength;
  const repeated = strangeSigns.map((sign) => sign.repeat(Math.floor(maxLength / sign.length)));
  const fixed = [...javascriptNames, ...strangeSigns, ...repeated].filter(fits);
  const anyOf = (unit: 'grapheme' | 'binary') =>
    fc.string({ unit, minLength, maxLength }).map((text) => cut(text.normalize('NFC'), maxLength));
  return fc.oneof(
    { arbitrary: anyOf('grapheme'), weight: 3 },
    { arbitrary: anyOf('binary'), weight: 1 },
    ...(fixed.length === 0 ? [] : [{ arbitrary: fc.constantFrom(...fixed), weight: 2 }]),
  );
}

/** Cuts a text between two code points: bounds count UTF-16 code units, and signs have several. */
function cut(text: string, maxLength: number): string {
  const last = text.codePointAt(maxLength - 1) ?? 0;
  return text.slice(0, last > 0xffff ? maxLength - 1 : maxLength);
}
