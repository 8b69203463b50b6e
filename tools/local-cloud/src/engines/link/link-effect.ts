import { type Random, seededRandom } from '../../protocol/seeded-random.ts';

/** Way of the bytes: `outward` from the side that opened the connection, `inward` to it. */
export type Way = 'outward' | 'inward';

/** Something that a fault does to a link. */
export type LinkEffect =
  | { readonly cut: true }
  | { readonly hold: true }
  | {
      readonly bytes: Way;
      readonly delayMs: number;
      /** Added to the delay, drawn evenly from zero to this. */
      readonly jitterMs: number;
      /** Share of chunks that are lost and sent again. */
      readonly lossRate: number;
      readonly seed: number;
    };

/** TCP's first retransmission time-out on a quick link, in milliseconds; it doubles with each loss. */
const retransmissionMs = 200;
/** Losses of one chunk in a row, at most. */
const lossesMax = 6;

/** How late each chunk of one way comes by one effect, in milliseconds. */
export class Lateness {
  readonly way: Way;
  readonly #effect: Extract<LinkEffect, { readonly bytes: Way }>;
  readonly #random: Random;

  constructor(effect: Extract<LinkEffect, { readonly bytes: Way }>) {
    this.way = effect.bytes;
    this.#effect = effect;
    this.#random = seededRandom(effect.seed);
  }

  /** Delay without what is drawn, in milliseconds. */
  get delayMs(): number {
    return this.#effect.delayMs;
  }

  draw(): number {
    const { delayMs, jitterMs, lossRate } = this.#effect;
    let lateMs = delayMs + this.#random() * jitterMs;
    for (let losses = 0; losses < lossesMax && this.#random() < lossRate; losses++) {
      lateMs += retransmissionMs * 2 ** losses;
    }
    return lateMs;
  }
}
