import type { DrillHistory, EndedDrill } from '../../src/drill-wire.ts';
import { ageText, spanText } from '../model/ages.ts';
import { timeOrNot } from '../model/drills/compare-drills.ts';
import { drillOutcome } from '../model/drills/drill-outcome.ts';
import { figureName } from '../model/drills/figure-names.ts';
import { State } from '../parts/mark.tsx';
import { nowMs } from '../store/store.ts';
import { DrillLines } from './drill-lines.tsx';
import { ReportLink } from './report-link.tsx';

/** How the last drill of this console ended, and what has become slower. */
export function LastDrill({
  ended,
  history,
}: {
  readonly ended: EndedDrill | undefined;
  readonly history: DrillHistory | undefined;
}) {
  const { regressions = [], runs = [], reports = '' } = history ?? {};
  return (
    <section class="card">
      <h2>Last outcome</h2>
      {ended === undefined ? (
        <p class="dim">This console has started none since the cloud was started.</p>
      ) : (
        <>
          <p class="said">
            <State {...drillOutcome(ended)} />
          </p>
          <p class="dim">
            {ended.scenario}, seed {ended.seed}: ended {ageText(ended.endedAt, nowMs.value)}, after{' '}
            {spanText(Date.parse(ended.endedAt) - Date.parse(ended.startedAt))}.{' '}
            {ended.folder === undefined || reports === '' ? null : (
              <ReportLink reports={reports} folder={ended.folder} text="Open its report" />
            )}
          </p>
          {ended.folder === undefined ? <DrillLines lines={ended.lines.slice(-8)} /> : null}
        </>
      )}
      <h3>Slower than those before allow for</h3>
      {regressions.length === 0 ? (
        <State tone={runs.length === 0 ? 'quiet' : 'good'} text={runs.length === 0 ? 'no drill yet' : 'nothing'} />
      ) : (
        <ul class="plain-list">
          {regressions.map(({ folder, figure, lastMs, medianMs, limitMs }) => (
            <li key={`${folder} ${figure}`}>
              <State
                tone="bad"
                text={`${figureName(figure)} of ${runs.find((run) => run.folder === folder)?.scenario}: ${timeOrNot(lastMs)}`}
              />
              <span class="detail">
                usual {spanText(medianMs)}, allowed {spanText(limitMs)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
