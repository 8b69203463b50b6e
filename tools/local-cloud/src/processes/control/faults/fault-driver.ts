import type { Fault, FaultKind } from '../../../protocol/fault.ts';

/** A fault whose draws can be repeated. */
export type SeededFault<Kind extends FaultKind = FaultKind> = Extract<Fault, { readonly kind: Kind }> & {
  readonly seed: number;
};

/** Ends a fault; resolves when its effect is gone. */
export type Heal = () => Promise<void> | void;

/**
 * Brings faults of one kind into force.
 *
 * @throws LocalCloudError `fault_refused` or `region_unknown`
 */
export type FaultDriver<Kind extends FaultKind> = (fault: SeededFault<Kind>, id: string) => Promise<Heal> | Heal;

/** A driver for each kind. */
export type FaultDrivers = { readonly [Kind in FaultKind]: FaultDriver<Kind> };

/** Ends faults that were brought into force together, the last one first. */
export function together(heals: readonly Heal[]): Heal {
  return async () => {
    for (const heal of heals.toReversed()) await heal();
  };
}
