import { rateOf, type Spread, samplesOf, serverMicrosPerUnit } from './compare.ts';
import type { Conditions } from './conditions.ts';
import type { Samples } from './contender.ts';

/** The value to reach; figures without a target only inform. */
export type Target = { readonly atLeast: number } | { readonly atMost: number } | { readonly exactly: number };

/** One line of a bench: nearly always a ratio, because a rate says more about the machine than about us. */
export interface Figure {
  readonly name: string;
  readonly value: Spread;
  readonly target?: Target;
  /** The bottleneck: change this to improve the figure. */
  readonly limitedBy: string;
}

/** How fast one contender was. */
export interface Pace {
  readonly name: string;
  readonly perSecond: Spread;
  /** Undefined where the server's processor time is not known. */
  readonly serverMicros?: number;
}

/** Result of a bench. */
export interface BenchReport {
  readonly bench: string;
  readonly conditions: Conditions;
  readonly paces: readonly Pace[];
  readonly figures: readonly Figure[];
}

/** The pace of every contender, in the order in which they were given. */
export function pacesOf(samples: Samples): readonly Pace[] {
  return [...samples.keys()].map((name) => {
    const serverMicros = serverMicrosPerUnit(samplesOf(samples, name));
    return {
      name,
      perSecond: rateOf(samplesOf(samples, name)),
      ...(serverMicros === undefined ? {} : { serverMicros }),
    };
  });
}

/** Whether a figure reaches its target; undefined without one. */
export function isMet({ value, target }: Figure): boolean | undefined {
  if (target === undefined) return undefined;
  if ('atLeast' in target) return value.median >= target.atLeast;
  return 'atMost' in target ? value.median <= target.atMost : value.median === target.exactly;
}
