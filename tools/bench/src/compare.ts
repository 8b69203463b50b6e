import type { Sample, Samples } from './contender.ts';

/** A value over all rounds: the middle one, and the range that holds the middle half of them. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Units per second over all rounds. */
export function rateOf(samples: readonly Sample[]): Spread {
  return spreadOf(samples.map(perSecond));
}

/** Processor time of the server for one unit, in microseconds; undefined where it is not known. */
export function serverMicrosPerUnit(samples: readonly Sample[]): number | undefined {
  const known = samples.filter(({ serverMicros }) => serverMicros !== undefined);
  if (known.length === 0) return undefined;
  // Summed before it is divided: the kernel counts in ticks of 10 ms, too coarse for one slice.
  const micros = known.reduce((sum, { serverMicros }) => sum + (serverMicros ?? 0), 0);
  return micros / known.reduce((sum, { units }) => sum + units, 0);
}

/**
 * How many times as fast one contender is as another: the ratio of each round, because both were measured under the same
 * load of the machine only within a round.
 */
export function ratioOf(samples: Samples, names: { readonly of: string; readonly to: string }): Spread {
  const above = samplesOf(samples, names.of);
  const below = samplesOf(samples, names.to);
  return spreadOf(
    above.flatMap((sample, round) => {
      const other = below[round];
      return other === undefined ? [] : [perSecond(sample) / perSecond(other)];
    }),
  );
}

/** How much of the server's processor time one contender's unit takes, in units of another's; in each round, as above. */
export function costRatioOf(samples: Samples, names: { readonly of: string; readonly to: string }): Spread {
  const above = samplesOf(samples, names.of);
  const below = samplesOf(samples, names.to);
  return spreadOf(above.map((sample, round) => microsEach(sample) / microsEach(below[round])));
}

function microsEach(sample: Sample | undefined): number {
  if (sample?.serverMicros === undefined) throw new Error('a cost needs contenders that know their processor time');
  return sample.serverMicros / sample.units;
}

/** The samples of one contender. */
export function samplesOf(samples: Samples, name: string): readonly Sample[] {
  const found = samples.get(name);
  if (found === undefined) throw new Error(`contender must be one of ${[...samples.keys()].join(', ')}, got ${name}`);
  return found;
}

function perSecond({ units, elapsedMs }: Sample): number {
  return (units / elapsedMs) * 1_000;
}

/** @throws Error when there is no value */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number => {
    const place = part * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    if (below === undefined || above === undefined) throw new Error('a spread needs at least one value, got none');
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
