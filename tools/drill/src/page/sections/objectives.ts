import type { Achieved } from '../../report/report.ts';
import type { Html, HtmlValue } from '../html.ts';
import { onClock, type PageParts } from '../page-parts.ts';
import { section, table } from '../tables.ts';
import { seconds, secondsOrNot } from '../units.ts';

const meanings: Readonly<Record<keyof Achieved, string>> = {
  detectedMs: 'The platform decides',
  firstAcceptedMs: 'A payment is acknowledged by the region that is active at the end',
  firstPostedMs: 'A payment requested after the fault is captured',
  firstChangedMs: 'A change requested after the fault is done',
  moneyStoodStillMs: 'Money stood still, all pauses added up',
  recoveredCommandMs: 'Recovery for each command that it applied',
};

/** Objectives beside achieved times, and the budget of each stage beside what it took. */
export function objectives(parts: PageParts): Html {
  const { report, histories } = parts;
  const { achieved, objectives: due, objectivesMissed } = report;
  const rows = (Object.keys(meanings) as (keyof Achieved)[]).map((name) => {
    const [max, value] = [due[name], achieved[name]];
    const isPrecise = name === 'recoveredCommandMs' && value !== null;
    const word = max === undefined ? 'none set' : objectivesMissed.includes(name) ? 'missed' : 'met';
    return [
      meanings[name],
      isPrecise ? `${value} ms` : secondsOrNot(value),
      max === undefined ? '–' : secondsOrMs(name, max),
      word,
    ];
  });
  const budgets = new Map(histories.stageBudgets.map(({ stage, budgetMs }) => [stage, budgetMs]));
  const stages = histories.failovers.flatMap(({ epoch, stages }) =>
    stages.map(({ stage, startedAt, endedAt, text }): readonly HtmlValue[] => {
      const tookMs = onClock(report, endedAt) - onClock(report, startedAt);
      const budgetMs = budgets.get(stage);
      const part = budgetMs === undefined ? '–' : `${((tookMs / budgetMs) * 100).toFixed(1)} %`;
      return [`${epoch}: ${stage}`, seconds(tookMs), budgetMs === undefined ? '–' : seconds(budgetMs), part, text];
    }),
  );
  return section(
    'objectives',
    'Objectives and stages',
    table('Times since the fault against their objectives', ['Until', 'Achieved', 'Objective', 'Result'], rows, [1, 2]),
    stages.length === 0
      ? ''
      : table(
          'Stages by the platform’s own reports; a budget is the time after which the deployed state machine gives a stage up',
          ['Epoch and stage', 'Took', 'Budget', 'Used', 'What is true since'],
          stages,
          [1, 2, 3],
        ),
  );
}

function secondsOrMs(name: keyof Achieved, ms: number): string {
  return name === 'recoveredCommandMs' ? `${ms} ms` : seconds(ms);
}
