import type { Fault } from '../../protocol/fault.ts';
import { type Random, seededRandom } from '../../protocol/seeded-random.ts';

/** A fault as control sends it to a region. */
export interface RegionFault {
  readonly id: string;
  readonly fault: Fault & { readonly seed: number };
}

/** A fault in force, with its own stream of random numbers. */
export interface ActiveFault<T> {
  readonly id: string;
  readonly fault: T;
  readonly random: Random;
}

/** The faults of one kind that are in force. A fault that stays keeps its stream of random numbers. */
export class FaultSet<T> {
  readonly #prepare: (fault: Fault) => T | undefined;
  #active: readonly ActiveFault<T>[] = [];

  /** @param prepare makes the form that is looked at with each call; undefined for faults of another kind */
  constructor(prepare: (fault: Fault) => T | undefined) {
    this.#prepare = prepare;
  }

  /** Oldest first; empty nearly always. */
  get active(): readonly ActiveFault<T>[] {
    return this.#active;
  }

  /** Brings exactly these into force; those of other kinds are left out. */
  set(faults: readonly RegionFault[]): void {
    this.#active = faults.flatMap(({ id, fault: given }) => {
      const known = this.#active.find((active) => active.id === id);
      if (known !== undefined) return [known];
      const fault = this.#prepare(given);
      return fault === undefined ? [] : [{ id, fault, random: seededRandom(given.seed) }];
    });
  }
}
