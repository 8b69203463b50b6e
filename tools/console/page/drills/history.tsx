import { useState } from 'preact/hooks';
import type { DrillHistory, DrillRow } from '../../src/drill-wire.ts';
import { ageText, countText, spanText } from '../model/ages.ts';
import { timeOrNot } from '../model/drills/compare-drills.ts';
import { drillAct } from '../model/drills/drill-act.ts';
import { figureName, mainFigure } from '../model/drills/figure-names.ts';
import { ActButton } from '../parts/act-button.tsx';
import { State } from '../parts/mark.tsx';
import { nowMs } from '../store/store.ts';
import { ReportLink } from './report-link.tsx';
import { ScenarioSelect } from './scenario-select.tsx';

/** Rows that are shown at once. */
const shownMax = 40;

/** Every drill whose evidence is on this machine, the newest first. */
export function History({
  history,
  isReading,
  onRead,
}: {
  readonly history: DrillHistory | undefined;
  readonly isReading: boolean;
  readonly onRead: () => void;
}) {
  const [scenario, setScenario] = useState('');
  const own = (history?.runs ?? []).filter((run) => scenario === '' || run.scenario === scenario).toReversed();
  const older = Math.max(0, own.length - shownMax);
  return (
    <section class="card">
      <header class="spread">
        <h2>History</h2>
        <span class="inline">
          <span class="age">{history === undefined ? '' : `read ${ageText(history.readAt, nowMs.value)}`}</span>
          <ScenarioSelect runs={history?.runs ?? []} value={scenario} isAllAllowed onChange={setScenario} />
          <button type="button" disabled={isReading} onClick={onRead}>
            {isReading ? 'Reading …' : 'Read again'}
          </button>
        </span>
      </header>
      {history === undefined ? (
        <p class="empty">Reading …</p>
      ) : own.length === 0 ? (
        <p class="empty">No drill has left a report. Start one.</p>
      ) : (
        <Table history={history} rows={own.slice(0, shownMax)} />
      )}
      {older === 0 && history?.isPartial !== true ? null : (
        <p class="dim">Older ones are not shown; choose a scenario, or: npm run redoubt -- report history</p>
      )}
      {(history?.unreadable ?? []).map(({ folder, why }) => (
        <State key={folder} tone="warn" text={`${folder} can't be read: ${why}`} />
      ))}
    </section>
  );
}

function Table({ history, rows }: { readonly history: DrillHistory; readonly rows: readonly DrillRow[] }) {
  return (
    <table class="list">
      <caption class="hidden">{countText(rows.length, 'drill')}</caption>
      <thead>
        <tr>
          <th scope="col">Drill</th>
          <th scope="col">Verdict</th>
          <th scope="col" class="number">
            {figureName(mainFigure)} after
          </th>
          <th scope="col" class="number">
            Whole drill
          </th>
          <th scope="col">Commit</th>
          <th scope="col" class="number">
            Load for each core
          </th>
          <th scope="col">Began</th>
          <th scope="col">Report, again</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((run) => (
          <tr key={run.folder}>
            <td>
              {run.scenario}
              <span class="detail">seed {run.seed}</span>
            </td>
            <td>
              <State tone={run.passed ? 'good' : 'bad'} text={run.passed ? 'passed' : 'failed'} />
            </td>
            <td class="number">
              {timeOrNot(run.figures[mainFigure])}
              <Objective run={run} />
            </td>
            <td class="number">{spanText(run.tookMs)}</td>
            <td class="mono">{run.commit?.slice(0, 10) ?? 'unknown'}</td>
            <td class="number">{run.busyness.toFixed(1)}</td>
            <td class="age">{ageText(run.startedAt, nowMs.value)}</td>
            <td>
              <span class="buttons">
                <ReportLink reports={history.reports} folder={run.folder} text={`Report of seed ${run.seed}`} />
                <ActButton act={drillAct({ ...run, usualMs: run.tookMs, portBase: history.portBase })} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Objective({ run: { figures, objectives } }: { readonly run: DrillRow }) {
  const [ms, maxMs] = [figures[mainFigure], objectives[mainFigure]];
  if (maxMs === undefined) return null;
  const isMet = ms !== null && ms !== undefined && ms <= maxMs;
  return (
    <span class="detail">
      of {spanText(maxMs)}, {isMet ? 'met' : 'missed'}
    </span>
  );
}
