import { useState } from 'preact/hooks';
import type { DrillRow } from '../../src/drill-wire.ts';
import { ageText, countText, spanText } from '../model/ages.ts';
import { figureName, figuresOf, mainFigure } from '../model/drills/figure-names.ts';
import { type CommitRow, recoveryByCommit } from '../model/drills/recovery-by-commit.ts';
import { nowMs } from '../store/store.ts';
import { ScenarioSelect } from './scenario-select.tsx';

/** Commits that are shown, the newest. */
const commitsMax = 20;

/** How the times of a scenario lie, commit by commit: each stroke is one drill. */
export function ByCommit({ runs }: { readonly runs: readonly DrillRow[] }) {
  const [chosen, setScenario] = useState<string | undefined>(undefined);
  const [figure, setFigure] = useState<string>(mainFigure);
  const scenario = chosen ?? runs.at(-1)?.scenario ?? '';
  const own = runs.filter((run) => run.scenario === scenario);
  const rows = recoveryByCommit(runs, { scenario, figure }).slice(-commitsMax).toReversed();
  const objectiveMs = own.at(-1)?.objectives[figure];
  const scaleMs = 1.05 * Math.max(1, objectiveMs ?? 0, ...rows.map(({ spread }) => spread?.maxMs ?? 0));
  return (
    <section class="card">
      <header class="spread">
        <h2>Times by commit</h2>
        <span class="inline">
          <ScenarioSelect runs={runs} value={scenario} isAllAllowed={false} onChange={setScenario} />
          <label>
            <span class="hidden">Figure</span>
            <select value={figure} onChange={(event) => setFigure(event.currentTarget.value)}>
              {figuresOf(own).map((it) => (
                <option key={it} value={it}>
                  {figureName(it)}
                </option>
              ))}
            </select>
          </label>
        </span>
      </header>
      <table class="stages">
        <caption class="hidden">
          {figureName(figure)}, {scenario}
        </caption>
        <thead>
          <tr>
            <th scope="col">Commit</th>
            <th scope="col" class="number">
              Median
            </th>
            <th scope="col" class="number">
              From, to
            </th>
            <th scope="col" class="wide">
              From 0 to {spanText(scaleMs)}
              {objectiveMs === undefined ? '' : `; the line is the objective, ${spanText(objectiveMs)}`}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.commit ?? 'unknown'} row={row} scaleMs={scaleMs} objectiveMs={objectiveMs} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  row: { commit, firstRunAt, times, missing, spread },
  scaleMs,
  objectiveMs,
}: {
  readonly row: CommitRow;
  readonly scaleMs: number;
  readonly objectiveMs: number | undefined;
}) {
  const at = (ms: number) => (ms / scaleMs) * 1000;
  return (
    <tr>
      <th scope="row">
        <span class="mono">{commit?.slice(0, 10) ?? 'unknown'}</span>
        <span class="detail">
          {countText(times.length + missing, 'drill')}, the first {ageText(firstRunAt, nowMs.value)}
        </span>
      </th>
      <td class="number">{spread === undefined ? 'not seen' : spanText(spread.medianMs)}</td>
      <td class="number dim">{spread === undefined ? '–' : `${spanText(spread.minMs)}, ${spanText(spread.maxMs)}`}</td>
      <td class="wide">
        <svg class="span" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <rect class="track" x="0" y="9" width="1000" height="2" />
          {objectiveMs === undefined ? null : (
            <rect class="objective" x={at(objectiveMs) - 1} y="0" width="2" height="20" />
          )}
          {times.map(({ ms, seed, passed }, index) => (
            <rect
              key={`${index} ${seed}`}
              class={`tick ${passed ? '' : 'failed'}`}
              x={Math.max(0, at(ms) - 2)}
              y={passed ? 4 : 1}
              width="4"
              height={passed ? 12 : 18}
            />
          ))}
          {spread === undefined ? null : (
            <rect class="middle" x={at(spread.medianMs) - 3} y="2" width="6" height="16" />
          )}
        </svg>
        {missing === 0 ? null : <span class="detail">in {countText(missing, 'drill')} not seen</span>}
      </td>
    </tr>
  );
}
