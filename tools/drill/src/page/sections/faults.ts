import { type Html, html } from '../html.ts';
import { brokenAtMs, type PageParts } from '../page-parts.ts';
import { section, table } from '../tables.ts';
import { seconds } from '../units.ts';

/** Faults of the drill, rules that were taken away, and alarms that rang. */
export function faults(parts: PageParts): Html {
  const { report, histories } = parts;
  const zeroMs = brokenAtMs(parts);
  const { mustRing } = histories.evidence.conduct;
  const rows = report.faults.map(({ text, region = '', fromMs, toMs, isFelt }) => [
    text,
    region,
    seconds(fromMs - zeroMs),
    toMs === undefined ? 'to the end' : seconds(toMs - fromMs),
    isFelt ? 'yes' : 'no',
  ]);
  const alarms = report.alarms.map(({ alarm, region, atMs }) => [
    alarm,
    region,
    seconds(atMs - zeroMs),
    mustRing.includes(alarm) ? 'yes' : 'no',
  ]);
  const planted =
    report.planted.length === 0
      ? 'No rule of the product was taken away.'
      : `Rules of the product that were taken away, to see the verdict fail: ${report.planted.join(', ')}.`;
  return section(
    'faults',
    'Faults and alarms',
    table('Faults', ['Fault', 'Region', 'From', 'In force for', 'Felt by clients'], rows, [2, 3]),
    html`<p>${planted}</p>
`,
    alarms.length === 0
      ? ''
      : html`<details><summary>Alarms that rang: ${alarms.length}</summary>
${table('Alarms, in seconds after the fault', ['Alarm', 'Region', 'First seen', 'Had to ring'], alarms, [2])}</details>
`,
  );
}
