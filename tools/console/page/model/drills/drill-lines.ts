/** One line of a drill that runs, cut into its parts. */
export interface DrillLine {
  /** Since the drill began, e.g. `20.38 s`; absent of a line that is no step. */
  readonly after?: string;
  readonly stage?: string;
  readonly text: string;
}

/** `+ 20.38 s  kill      us-east-1  us-east-1 is gone`: widths as `redoubt drill run` has them. */
const step = /^\+ *([\d.]+ s) {2}(\S.{7,}?) {2}(.{9}) {2}(.*)$/;

/** Cuts a line of `redoubt drill run` into its parts. */
export function drillLine(line: string): DrillLine {
  const [, after, stage, region = '', text] = step.exec(line) ?? [];
  if (after === undefined || stage === undefined || text === undefined) return { text: line.trim() };
  const where = region.trim();
  // Most texts name their region themselves.
  return { after, stage: stage.trim(), text: where === '' || text.includes(where) ? text : `${where}: ${text}` };
}
