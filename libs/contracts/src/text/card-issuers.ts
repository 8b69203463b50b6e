/** Numbers of one issuer begin with a prefix of a range, and have one of the lengths. */
interface IssuerRange {
  /** Both ends have the same number of digits. */
  readonly from: number;
  readonly to: number;
  readonly lengths: readonly number[];
}

const maestro = [13, 14, 15, 16, 17, 18, 19];
const diners = [14, 16, 17, 18, 19];
const long = [16, 17, 18, 19];

/** Ranges as the networks publish them. Regional networks (Elo, Verve, Carte Bancaire, girocard) lie within these. */
const ranges: readonly IssuerRange[] = [
  // Visa
  { from: 4, to: 4, lengths: [13, 16, 19] },
  // Mastercard
  { from: 51, to: 55, lengths: [16] },
  { from: 2221, to: 2720, lengths: [16] },
  // American Express
  { from: 34, to: 34, lengths: [15] },
  { from: 37, to: 37, lengths: [15] },
  // Diners Club
  { from: 300, to: 305, lengths: diners },
  { from: 3095, to: 3095, lengths: diners },
  { from: 36, to: 36, lengths: diners },
  { from: 38, to: 39, lengths: diners },
  // JCB
  { from: 3528, to: 3589, lengths: long },
  // Discover, RuPay
  { from: 60, to: 60, lengths: long },
  { from: 644, to: 659, lengths: long },
  // UnionPay
  { from: 62, to: 62, lengths: long },
  { from: 81, to: 82, lengths: long },
  // InterPayment
  { from: 636, to: 636, lengths: long },
  // Mir
  { from: 2200, to: 2204, lengths: long },
  // Troy
  { from: 9792, to: 9792, lengths: [16] },
  // Maestro
  { from: 5018, to: 5020, lengths: maestro },
  { from: 5038, to: 5038, lengths: maestro },
  { from: 5081, to: 5085, lengths: maestro },
  { from: 5612, to: 5612, lengths: maestro },
  { from: 5893, to: 5893, lengths: maestro },
  { from: 6304, to: 6304, lengths: maestro },
  { from: 6759, to: 6763, lengths: maestro },
];

/** Bit n: numbers that begin with these four digits may have n digits. */
let lengthBits: Uint32Array | undefined;

/** Whether card numbers that begin with these four digits, taken as a number, may have that many digits. */
export function isIssued(prefix: number, length: number): boolean {
  lengthBits ??= bitsOfRanges();
  return ((lengthBits[prefix] ?? 0) & (1 << length)) !== 0;
}

function bitsOfRanges(): Uint32Array {
  const bits = new Uint32Array(10_000);
  for (const { from, to, lengths } of ranges) {
    const width = 10 ** (4 - String(from).length);
    const mask = lengths.reduce((sum, length) => sum | (1 << length), 0);
    for (let prefix = from * width; prefix < (to + 1) * width; prefix += 1) bits[prefix] = (bits[prefix] ?? 0) | mask;
  }
  return bits;
}
