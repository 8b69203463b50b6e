import type { Report } from '../report/report.ts';

/** Whether another region was active at the end, and money moved there. */
export function hasSwitched({ states, verdict }: Report): boolean {
  return states.at(-1)?.activeRegion !== states[0]?.activeRegion && verdict.stranded === 0;
}

/** Whether a ledger made from the archive alone was compared row by row, and equal. */
export function hasRebuilt({ verdict }: Report): boolean {
  return verdict.commandsRebuilt > 0 && verdict.rebuildDifferences === 0;
}

/** The measured times that have an objective, for people. */
export function timesAgainstObjectives({ objectives, achieved }: Report): string {
  const names = Object.keys(objectives) as (keyof typeof objectives)[];
  return names.map((name) => `${name} ${achieved[name] ?? 'not seen'} of at most ${objectives[name]}`).join(', ');
}
