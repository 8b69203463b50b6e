const decimal = /^\p{Nd}$/u;

/** Digits of one script stand in a row, zero first (Unicode Standard, section 4.6). */
const digitsOfScript = 10;

const ascii: readonly (readonly number[])[] = Array.from({ length: 10 }, (_, digit) => [digit]);

/** Signs of other scripts that were looked at: a text has few different ones. */
const seen = new Map<number, { readonly digits: readonly number[] | undefined }>();
const seenMax = 2_048;

/**
 * The digits that a sign stands for: of every script, and those that only look otherwise (`４`, `⑫`); `undefined` when it is
 * no digit.
 *
 * @param sign one code point
 */
export function decimalDigitsOf(sign: string): readonly number[] | undefined {
  const point = sign.codePointAt(0) ?? 0;
  if (point < 0x80) return point >= 0x30 && point <= 0x39 ? ascii[point - 0x30] : undefined;
  const known = seen.get(point);
  if (known !== undefined) return known.digits;
  const digits = digitsOf(sign, point);
  if (seen.size >= seenMax) seen.clear();
  seen.set(point, { digits });
  return digits;
}

function digitsOf(sign: string, point: number): readonly number[] | undefined {
  // One sign at a time: normalizing a long text of combining marks takes time in proportion to its square.
  const plain = sign.normalize('NFKC');
  if (/^[0-9]+$/.test(plain)) return [...plain].map(Number);
  if (!decimal.test(sign)) return undefined;
  let value = 0;
  while (value < digitsOfScript && decimal.test(String.fromCodePoint(point - value - 1))) value += 1;
  return [value % digitsOfScript];
}
