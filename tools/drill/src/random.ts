import { createHash } from 'node:crypto';

/**
 * A seeded stream of random numbers (sfc32): the same seed and name give the same numbers everywhere.
 *
 * Not for secrets.
 */
export class Random {
  readonly #seed: number;
  readonly #state: Uint32Array;

  constructor(seed: number, name = 'drill') {
    this.#seed = seed;
    const digest = createHash('sha256').update(`${seed}:${name}`).digest();
    this.#state = Uint32Array.from([0, 4, 8, 12], (offset) => digest.readUInt32LE(offset));
  }

  /** A separate stream, so that one part's draws do not shift another's. */
  stream(name: string): Random {
    return new Random(this.#seed, name);
  }

  /** A number from 0 up to, and without, 1. */
  next(): number {
    const [a = 0, b = 0, c = 0, counter = 0] = this.#state;
    const sum = (a + b + counter) | 0;
    this.#state[0] = b ^ (b >>> 9);
    this.#state[1] = (c + (c << 3)) | 0;
    this.#state[2] = ((c << 21) | (c >>> 11)) + sum;
    this.#state[3] = counter + 1;
    return (sum >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** One of the choices. @throws RangeError when there is none. */
  pick<T>(choices: readonly T[]): T {
    const index = this.between(0, choices.length - 1);
    if (index >= choices.length || index < 0) throw new RangeError('a pick needs at least one choice, got none');
    return choices[index] as T;
  }
}
