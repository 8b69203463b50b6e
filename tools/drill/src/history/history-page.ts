import { figure, rowName } from '../page/chart/drawing.ts';
import { frame, round } from '../page/chart/scale.ts';
import { quantile } from '../page/facts/attempts.ts';
import { Html, html } from '../page/html.ts';
import { style } from '../page/style.ts';
import { section, table } from '../page/tables.ts';
import { counted, seconds, secondsOrNot } from '../page/units.ts';
import { findRegressions, limitOf, median, type Regression } from './find-regressions.ts';
import type { Run } from './read-runs.ts';

/** More seeds, or longer ones, would lie upon each other. */
const seedsMax = 24;
const seedMax = 9999;

const area = { top: 10, bottom: 130 } as const;

/** The trend of several drills: one page without scripts. @param runs oldest first */
export function historyPage(runs: readonly Run[]): string {
  const regressions = findRegressions(runs);
  const scenarios = [...Map.groupBy(runs, ({ scenario }) => scenario)];
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>History of drills</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
<h1>History of drills</h1>
<p class="which">${counted(runs.length, 'drill')} of ${counted(scenarios.length, 'scenario')}, the newest on the right; orange is a drill whose verdict failed, red one that is slower than usual</p>
<p class="verdict ${regressions.length === 0 ? 'passed' : 'failed'}">${summary(regressions)}</p>
${scenarios.map(([scenario, own], at) => part(`scenario-${at}`, scenario, own, regressions))}</main>
</body>
</html>
`;
  return page.text;
}

function summary(regressions: readonly Regression[]): Html {
  if (regressions.length === 0)
    return html`<strong>Nothing is slower</strong> in the last drill than those before allow for.`;
  const texts = regressions.map(({ scenario, figure: name, lastMs, medianMs }) => {
    return `${name} of ${scenario}: ${secondsOrNot(lastMs)} where ${seconds(medianMs)} is usual`;
  });
  return html`<strong>Slower than usual:</strong> ${texts.join('; ')}.`;
}

function part(id: string, scenario: string, runs: readonly Run[], regressions: readonly Regression[]): Html {
  const names = Object.keys(runs.at(-1)?.figures ?? {});
  const worse = new Set(regressions.filter((it) => it.scenario === scenario).map((it) => it.figure));
  const rows = runs.map((run) => [
    run.startedAt.slice(0, 16).replace('T', ' '),
    run.seed,
    run.commit?.slice(0, 10) ?? 'unknown',
    run.passed ? 'passed' : 'failed',
    run.busyness.toFixed(1),
    ...names.map((name) => secondsOrNot(run.figures[name])),
  ]);
  return section(
    id,
    scenario,
    names.map((name, at) => drawing(`${id}-${at}`, name, runs, worse.has(name))),
    table(
      `Every run; load is the load average for each core`,
      ['Began', 'Seed', 'Commit', 'Verdict', 'Load', ...names],
      rows,
      [1, 4, ...names.map((_, at) => at + 5)],
    ),
  );
}

/** One figure over the runs: a dot each, the median of all but the last, and the limit. */
function drawing(id: string, name: string, runs: readonly Run[], isWorse: boolean): Html {
  const values = runs.map(({ figures }) => figures[name] ?? null);
  const seen = values.filter((value) => value !== null);
  if (seen.length === 0) return html``;
  const before = values.slice(0, -1).filter((value) => value !== null);
  const [usual, limit] = before.length === 0 ? [undefined, undefined] : [median(before), limitOf(before)];
  const max = 1.1 * Math.max(...seen, limit ?? 0, 1);
  const yOf = (value: number) => round(area.bottom - (value / max) * (area.bottom - area.top));
  const step = (frame.right - frame.left) / Math.max(runs.length, 2);
  const line = (kind: string, value: number | undefined, text: string) =>
    value === undefined
      ? []
      : [
          html`<line class="${kind}" x1="${frame.left}" y1="${yOf(value)}" x2="${frame.right}" y2="${yOf(value)}"/>${rowName(yOf(value) + 4, `${text} ${seconds(value)}`)}`,
        ];
  const dots = values.flatMap((value, at) => {
    if (value === null) return [];
    const kind = at === values.length - 1 && isWorse ? 'silent' : runs[at]?.passed === false ? 'failed' : 'taken';
    return [html`<circle class="${kind}" cx="${round(frame.left + step * (at + 0.5))}" cy="${yOf(value)}" r="4"/>\n`];
  });
  const isCrowded = runs.length > seedsMax || runs.some(({ seed }) => seed > seedMax);
  const seeds = isCrowded
    ? []
    : runs.map(({ seed }, at) => {
        const x = round(frame.left + step * (at + 0.5));
        return html`<text x="${x}" y="${area.bottom + 14}" text-anchor="middle">${seed}</text>\n`;
      });
  // How all runs lie, without their order.
  const rug = seen.map((value) => html`<line class="rug" x1="711" y1="${yOf(value)}" x2="719" y2="${yOf(value)}"/>\n`);
  const last = values.at(-1);
  const [low, high] = [quantile(seen, 0.25) ?? 0, quantile(seen, 0.75) ?? 0];
  const description = `Last ${secondsOrNot(last)}${usual === undefined ? '' : `, usual ${seconds(usual)}`}; ${isWorse ? 'slower than the runs before allow for' : 'within the limit'}. Half of all lie from ${seconds(low)} to ${seconds(high)}.`;
  return figure(
    id,
    { title: name, description, height: area.bottom + 20 },
    line('grid', usual, 'usual'),
    line('fault', limit, 'limit'),
    html`<line class="base" x1="${frame.left}" y1="${area.bottom}" x2="${frame.right}" y2="${area.bottom}"/>`,
    rowName(area.bottom + 14, isCrowded ? 'oldest first' : 'seed'),
    seeds,
    rug,
    dots,
  );
}
