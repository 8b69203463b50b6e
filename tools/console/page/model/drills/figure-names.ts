/** Figure that drills are known by: what a merchant waits for. */
export const mainFigure = 'firstPostedMs';

const names: Readonly<Record<string, string>> = {
  detectedMs: 'noticed and decided',
  firstAcceptedMs: 'first payment accepted',
  firstPostedMs: 'first payment booked',
  firstChangedMs: 'first change done',
  moneyStoodStillMs: 'money stood still',
  recoveredCommandMs: 'recovery of one command',
};

/** A figure's name for people; stages have theirs already. */
export function figureName(figure: string): string {
  return names[figure] ?? figure;
}

/** Figures that any of the drills has, those of the drill before those of its stages. */
export function figuresOf(runs: readonly { readonly figures: Readonly<Record<string, unknown>> }[]): readonly string[] {
  const all = [...new Set(runs.flatMap(({ figures }) => Object.keys(figures)))];
  return [...all.filter((it) => it in names), ...all.filter((it) => !(it in names))];
}
