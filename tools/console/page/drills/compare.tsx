import { useState } from 'preact/hooks';
import type { DrillRow } from '../../src/drill-wire.ts';
import { ageText, spanText } from '../model/ages.ts';
import { compareDrills } from '../model/drills/compare-drills.ts';
import { State } from '../parts/mark.tsx';
import { nowMs } from '../store/store.ts';

/** Two drills side by side: the last one with the one before of its scenario, until others are chosen. */
export function Compare({ runs }: { readonly runs: readonly DrillRow[] }) {
  const [picked, setPicked] = useState<{ readonly first?: string; readonly second?: string }>({});
  const last = runs.find(({ folder }) => folder === picked.second) ?? runs.at(-1);
  const before = runs.filter((run) => run.scenario === last?.scenario && run !== last).at(-1);
  const first = runs.find(({ folder }) => folder === picked.first) ?? before ?? last;
  if (last === undefined || first === undefined) return null;
  const { figures, cautions } = compareDrills(first, last);
  return (
    <section class="card">
      <header class="spread">
        <h2>Compare two</h2>
        <span class="inline">
          <Pick
            label="With"
            runs={runs}
            value={first.folder}
            onChange={(folder) => setPicked({ ...picked, first: folder })}
          />
          <Pick
            label="This one"
            runs={runs}
            value={last.folder}
            onChange={(folder) => setPicked({ ...picked, second: folder })}
          />
        </span>
      </header>
      {cautions.map((text) => (
        <State key={text} tone="warn" text={text} />
      ))}
      <table class="list">
        <caption class="hidden">
          {nameOf(first)} and {nameOf(last)}
        </caption>
        <thead>
          <tr>
            <th scope="col">Time since the fault, or of a stage</th>
            <th scope="col" class="number">
              {nameOf(first)}
            </th>
            <th scope="col" class="number">
              {nameOf(last)}
            </th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ figure, name, first: from, second: to, difference }) => (
            <tr key={figure}>
              <th scope="row">{name}</th>
              <td class="number">{from}</td>
              <td class="number">{to}</td>
              <td>
                <State {...difference} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">whole drill</th>
            <td class="number">{spanText(first.tookMs)}</td>
            <td class="number">{spanText(last.tookMs)}</td>
            <td class="dim">
              commits {first.commit?.slice(0, 10) ?? 'unknown'} and {last.commit?.slice(0, 10) ?? 'unknown'}
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function nameOf({ scenario, seed }: DrillRow): string {
  return `${scenario}, seed ${seed}`;
}

function Pick({
  label,
  runs,
  value,
  onChange,
}: {
  readonly label: string;
  readonly runs: readonly DrillRow[];
  readonly value: string;
  readonly onChange: (folder: string) => void;
}) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {runs.toReversed().map((run) => (
          <option key={run.folder} value={run.folder}>
            {nameOf(run)}, {ageText(run.startedAt, nowMs.value)}
          </option>
        ))}
      </select>
    </label>
  );
}
