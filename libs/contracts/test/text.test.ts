import { describe, expect, test } from 'vitest';
import { boundedText, storageFaultOf } from '../src/index.ts';

const bounds = { charactersMax: 8, bytesMax: 12 };
const refusalOf = (text: unknown): string | undefined => boundedText(bounds).safeParse(text).error?.issues[0]?.message;

test.each([
  ['letters', 'order 7'],
  ['as many characters as are allowed', 'a'.repeat(8)],
  ['as many bytes as are allowed', '日日日日'],
  ['a pair of surrogates', '🜁🜁🜁'],
  ['a tab and a line feed', 'a\tb\nc'],
  ['the last code point before a noncharacter', '\ufdcf\ufffd'],
  ['composed letters', 'é'],
])('takes %s', (_, text) => {
  expect(boundedText(bounds).parse(text)).toBe(text);
});

test.each([
  ['U+0000', 'a\u0000b', 'U+0000'],
  ['the first half of a surrogate pair', 'a\ud800', 'surrogate'],
  ['the second half of one', '\udc00a', 'surrogate'],
  ['a pair in the wrong order', '\udf41\ud83d', 'surrogate'],
  ['U+FDD0', '\ufdd0', 'noncharacters'],
  ['U+FDEF', '\ufdef', 'noncharacters'],
  ['U+FFFE', '\ufffe', 'noncharacters'],
  ['U+10FFFF', '\u{10ffff}', 'noncharacters'],
  ['decomposed letters', 'e\u0301', 'NFC'],
  ['one character too many', 'a'.repeat(9), '8'],
  ['one byte too many', '日日日日a', '12 bytes'],
  ['nothing', '', '1'],
  ['no text', 7, 'string'],
])('refuses %s, and says what is allowed', (_, text, said) => {
  expect(refusalOf(text)).toContain(said);
});

test('every noncharacter is one, and each of them is refused', () => {
  const planes = Array.from({ length: 17 }, (_, plane) => [
    plane * 0x1_0000 + 0xfffe,
    plane * 0x1_0000 + 0xffff,
  ]).flat();
  const block = Array.from({ length: 32 }, (_, at) => 0xfdd0 + at);
  const all = [...planes, ...block].map((point) => String.fromCodePoint(point));
  expect(all).toHaveLength(66);
  expect(all.map(storageFaultOf)).toEqual(all.map(() => 'noncharacter'));
});

describe('a text over its bounds', () => {
  test('is not normalized: that takes time in proportion to the square of its combining marks', () => {
    const original = String.prototype.normalize;
    const lengths: number[] = [];
    String.prototype.normalize = function counted(form?: string) {
      lengths.push(this.length);
      return original.call(this, form);
    };
    try {
      expect(refusalOf('\u0301\u0316'.repeat(32_768))).toContain('8');
      expect(refusalOf('a\u0316\u0301')).toContain('NFC');
    } finally {
      String.prototype.normalize = original;
    }
    expect(Math.max(...lengths)).toBe(3);
  });
});
