import { dirname, join } from 'node:path';
import { describeMix, type Report } from '@redoubt/drill';
import { commandLine } from '../workspace.ts';
import { seconds } from './steps.ts';
import { table } from './table.ts';

/** Findings that are shown; all of them are in the report. */
const findingsShownMax = 10;

/** A report for people: objectives beside achieved values, the verdict in figures, and the conditions. */
export function summaryLines(report: Report, path: string): readonly string[] {
  const { verdict, objectives, achieved, objectivesMissed, conditions, faults, mix } = report;
  const figures = (Object.keys(achieved) as (keyof typeof achieved)[]).map((name) => [
    name,
    achieved[name] === null ? 'not seen' : `${achieved[name]}`,
    objectives[name] === undefined ? 'no objective' : `objective ${objectives[name]}`,
    objectives[name] === undefined ? '' : objectivesMissed.includes(name) ? 'MISSED' : 'met',
  ]);
  const { pass, findings, breaches, ledgerSumByCurrency, shortfalls, cardNumbersLookedFor, ...counts } = verdict;
  const sums = Object.entries(ledgerSumByCurrency).map(([currency, sum]) => `${sum} ${currency}`);
  const takenOver = report.takenOver.map(
    ({ name, template, used, unit }) => `${name}: ${used} ${unit} for ${template} ${unit}`,
  );
  return [
    '',
    `Drill ${report.scenario}, seed ${report.seed}: ${pass ? 'passed' : 'FAILED'} in ${(report.tookMs / 1000).toFixed(1)} s`,
    '',
    ...indent(table(figures)),
    '',
    ...indent(table(Object.entries(counts).map(([name, count]) => [name, String(count)]))),
    ...indent([
      `cardNumbersLookedFor  ${Object.entries(cardNumbersLookedFor)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ')}`,
    ]),
    ...indent([`ledgerSumByCurrency  ${sums.join(', ')}`]),
    ...indent(
      shortfalls.map(({ paymentId, amountMinor, currency }) => `shortfall  ${paymentId}: ${amountMinor} ${currency}`),
    ),
    '',
    ...findings.slice(0, findingsShownMax).map(({ rule, subject, text }) => `  ${rule}  ${subject}: ${text}`),
    ...(breaches > findingsShownMax ? [`  … and ${breaches - findingsShownMax} more`] : []),
    `${describeMix(mix)}.`,
    `${conditions.load.rate} requests/s for ${conditions.load.seconds} s.`,
    ...faults.map(
      ({ text, fromMs, toMs }) => `Fault: ${text}, for ${toMs === undefined ? 'ever' : seconds(toMs - fromMs)}.`,
    ),
    `${conditions.machine.cores} × ${conditions.machine.cpu}, Node ${conditions.node}, load ${conditions.loadAverage}, health checks every ${conditions.healthCheckIntervalMs} ms.`,
    ...(takenOver.length === 0 ? [] : [`Taken over, not measured: ${takenOver.join('; ')}.`]),
    `Report: ${path}; for people: ${join(dirname(path), 'report.html')}`,
    `Check it: ${commandLine(`report verify ${dirname(path)}`)}`,
  ];
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
