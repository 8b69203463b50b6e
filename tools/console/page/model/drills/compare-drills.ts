import type { DrillRow } from '../../../src/drill-wire.ts';
import { spanText } from '../ages.ts';
import type { Standing } from '../tone.ts';
import { figureName, figuresOf } from './figure-names.ts';

/** Smallest difference that is worth a word, in milliseconds and as part of the first: less is chance, as in `redoubt report history`. */
const changeMin = { ms: 1000, part: 0.25 } as const;
/** Load average for each core above which the machine had more to do than it could. */
const busyMax = 1;

export interface ComparedFigure {
  readonly figure: string;
  readonly name: string;
  readonly first: string;
  readonly second: string;
  readonly difference: Standing;
}

export interface Comparison {
  readonly figures: readonly ComparedFigure[];
  /** Reasons not to trust it. */
  readonly cautions: readonly string[];
}

/** Compares two drills figure by figure: the second with the first. */
export function compareDrills(first: DrillRow, second: DrillRow): Comparison {
  return {
    figures: figuresOf([first, second]).map((figure) => {
      const [from, to] = [first.figures[figure], second.figures[figure]];
      return {
        figure,
        name: figureName(figure),
        first: timeOrNot(from),
        second: timeOrNot(to),
        difference: differenceOf(from, to),
      };
    }),
    cautions: cautionsOf(first, second),
  };
}

/** A time of a drill, with its unit. */
export function timeOrNot(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? 'not seen' : spanText(ms);
}

function differenceOf(from: number | null | undefined, to: number | null | undefined): Standing {
  const [hasFrom, hasTo] = [from ?? undefined, to ?? undefined];
  if (hasFrom === undefined && hasTo === undefined) return { tone: 'quiet', text: 'in neither' };
  if (hasFrom === undefined || hasTo === undefined) {
    return { tone: 'warn', text: hasTo === undefined ? 'not seen any more' : 'not seen before' };
  }
  const change = hasTo - hasFrom;
  const isSmall = Math.abs(change) <= Math.max(changeMin.ms, changeMin.part * hasFrom);
  const span = spanText(Math.abs(change));
  if (isSmall) return { tone: 'quiet', text: change === 0 ? 'the same' : `alike, ${change > 0 ? '+' : '−'}${span}` };
  return change > 0 ? { tone: 'bad', text: `${span} slower` } : { tone: 'good', text: `${span} faster` };
}

function cautionsOf(first: DrillRow, second: DrillRow): readonly string[] {
  const busy = [first, second].filter(({ busyness }) => busyness > busyMax);
  return [
    ...(first.scenario === second.scenario ? [] : ['Two scenarios: their times say little about each other.']),
    ...busy.map(
      ({ scenario, seed, busyness }) =>
        `${scenario}, seed ${seed}, began with a load of ${busyness.toFixed(1)} for each core: its times are the machine's, too.`,
    ),
  ];
}
