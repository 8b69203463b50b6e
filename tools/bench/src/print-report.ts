import type { Spread } from './compare.ts';
import { type BenchReport, type Figure, isMet, type Target } from './figure.ts';

/** The report as lines for a person. */
export function linesOf({ bench, conditions, paces, figures }: BenchReport): readonly string[] {
  return [
    `Bench ${bench}`,
    '',
    ...inColumns(Object.entries(conditions).map(([name, value]) => [name, value])),
    '',
    ...inColumns(
      paces.map(({ name, perSecond, serverMicros }) => [
        name,
        `${perSecond.median.toFixed(0)}/s`,
        `(${perSecond.low.toFixed(0)}–${perSecond.high.toFixed(0)})`,
        serverMicros === undefined ? '' : `${serverMicros.toFixed(0)} µs of the server's processor each`,
      ]),
    ),
    '',
    ...figures.flatMap((figure) => [...inColumns([columnsOf(figure)]), `    limited by ${figure.limitedBy}`]),
  ];
}

function columnsOf(figure: Figure): readonly string[] {
  return [figure.name, `${numberOf(figure.value)}`, targetOf(figure)];
}

function numberOf({ median, low, high }: Spread): string {
  const middle = Number.isInteger(median) ? String(median) : median.toFixed(2);
  return low === high ? middle : `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}

function targetOf(figure: Figure): string {
  const { target } = figure;
  if (target === undefined) return '';
  return `${wantedBy(target)}: ${isMet(figure) === true ? 'met' : 'MISSED'}`;
}

function wantedBy(target: Target): string {
  if ('atLeast' in target) return `at least ${target.atLeast}`;
  return 'atMost' in target ? `at most ${target.atMost}` : `exactly ${target.exactly}`;
}

/** Columns as wide as their widest cell, indented by two. */
function inColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
}
