import type { Fault, FaultKind } from '../../../protocol/fault.ts';

/** A fault whose draws can be repeated. */
export type SeededFault<Kind extends FaultKind = FaultKind> = Extract<Fault, { readonly kind: Kind }> & {
  readonly seed: number;
};

/** Ends a fault; resolves when its effect is gone. */
export type Heal = () => Promise<void> | void;

/** Brings faults of one kind into force. */
export type FaultDriver<Kind extends FaultKind> = (fault: SeededFault<Kind>) => Promise<Heal> | Heal;

/** A driver for each kind. */
export type FaultDrivers = { readonly [Kind in FaultKind]: FaultDriver<Kind> };
