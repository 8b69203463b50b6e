import type { Contender, Sample, Samples } from './contender.ts';

/** Work of the first try; doubled until a try is long enough to say how fast a contender is. */
const unitsFirst = 64;
/** Part of a slice that a try must take for its rate to be believed. */
const trustedPart = 0.4;

export interface Interleaving {
  /** How long each contender works in each round, in milliseconds; about, because work is counted and not timed. */
  readonly sliceMs: number;
  readonly rounds: number;
  /** A clock that only goes forward, in milliseconds. */
  readonly now: () => number;
}

/**
 * Lets contenders work in turn, in small slices, so that whatever else the machine does hits all of them alike.
 *
 * Every other round goes backwards: nobody always follows the same neighbor. How much work a slice is, is found out first,
 * which also warms everything up; those tries are in no sample.
 */
export async function interleave(contenders: readonly Contender[], interleaving: Interleaving): Promise<Samples> {
  const slices: { readonly contender: Contender; readonly units: number; readonly samples: Sample[] }[] = [];
  for (const contender of contenders) {
    slices.push({ contender, units: await unitsOfSlice(contender, interleaving), samples: [] });
  }
  for (let round = 0; round < interleaving.rounds; round += 1) {
    for (const { contender, units, samples } of round % 2 === 0 ? slices : slices.toReversed()) {
      samples.push(await sampleOf(contender, units, interleaving.now));
    }
  }
  return new Map(slices.map(({ contender, samples }) => [contender.name, samples]));
}

async function unitsOfSlice(contender: Contender, { sliceMs, now }: Interleaving): Promise<number> {
  for (let units = unitsFirst; ; units *= 2) {
    const { elapsedMs } = await sampleOf(contender, units, now);
    if (elapsedMs >= sliceMs * trustedPart) return Math.max(1, Math.round((units * sliceMs) / elapsedMs));
  }
}

async function sampleOf(contender: Contender, units: number, now: () => number): Promise<Sample> {
  const work = await contender.prepare(units);
  const microsBefore = contender.serverMicros?.();
  const startedMs = now();
  await work();
  const elapsedMs = now() - startedMs;
  const microsAfter = contender.serverMicros?.();
  const isKnown = microsBefore !== undefined && microsAfter !== undefined;
  return { units, elapsedMs, serverMicros: isKnown ? microsAfter - microsBefore : undefined };
}
