import type { Verdict } from '../../verdict/judge.ts';
import { type Html, html } from '../html.ts';
import type { PageParts } from '../page-parts.ts';
import { table } from '../tables.ts';
import { counted, listed, seconds } from '../units.ts';

/** The verdict in one sentence, and the figures that people ask for first. */
export function verdictHead(parts: PageParts): Html {
  const { verdict, achieved, objectivesMissed } = parts.report;
  const tiles = [
    [secondsOrDash(achieved.firstAcceptedMs), 'until the first payment was acknowledged'],
    [secondsOrDash(achieved.firstPostedMs), 'until the first payment was captured'],
    [seconds(achieved.moneyStoodStillMs), 'in which money stood still'],
    [String(verdict.lost + verdict.changesLost), 'acknowledged payments and changes lost'],
    [String(verdict.lostByReplication), 'commands that the database alone would have lost'],
  ] as const;
  const mark = verdict.pass ? (objectivesMissed.length > 0 ? 'late' : 'passed') : 'failed';
  return html`<p class="verdict ${mark}"><strong>${verdict.pass ? 'Passed.' : 'Failed.'}</strong> ${sentence(parts)}</p>
<dl class="tiles">${tiles.map(([value, name]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${verdict.pass ? '' : findings(verdict)}`;
}

/** The verdict with its figures, for people. */
export function sentence({ report }: PageParts): string {
  const { verdict, achieved, objectivesMissed } = report;
  const fault = report.faults.find(({ isFelt }) => isFelt)?.text ?? `the work of ${report.scenario}`;
  const taken = `${counted(verdict.acknowledged, 'acknowledged payment')} and ${counted(verdict.changesDone, 'answered change')}`;
  const fate = verdict.pass
    ? `none of ${taken} was lost, doubled or answered wrongly`
    : `${counted(verdict.breaches, 'breach', 'breaches')} of what is promised were found among ${taken}`;
  const again =
    achieved.firstPostedMs === null ? '' : `payments were captured again ${seconds(achieved.firstPostedMs)} later, `;
  const missing =
    verdict.lostByReplication === 0
      ? ''
      : `, although the database alone would have lost ${counted(verdict.lostByReplication, 'command')}`;
  const goals =
    objectivesMissed.length === 0
      ? 'every objective in time was met'
      : `${counted(objectivesMissed.length, 'objective')} in time ${objectivesMissed.length === 1 ? 'was' : 'were'} missed`;
  const still = `money stood still for ${seconds(achieved.moneyStoodStillMs)} in all`;
  return `After the fault (${fault}) ${again}${still}, and ${fate}${missing}; ${goals}.`;
}

function findings({ findings: found, breaches }: Verdict): Html {
  const rest = breaches - found.length;
  return html`${table(
    `Breaches${rest > 0 ? `, the first ${found.length} of ${breaches}` : ''}`,
    ['Rule', 'Subject', 'Found'],
    found.map(({ rule, subject, text }) => [rule, subject, text]),
  )}<p>Broken: ${listed([...new Set(found.map(({ rule }) => rule))])}.</p>
`;
}

function secondsOrDash(ms: number | null): string {
  return ms === null ? '–' : seconds(ms);
}
