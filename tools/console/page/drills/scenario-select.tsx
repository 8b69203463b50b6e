import type { DrillRow } from '../../src/drill-wire.ts';

/** Chooses among the scenarios that have been drilled. */
export function ScenarioSelect({
  runs,
  value,
  isAllAllowed,
  onChange,
}: {
  readonly runs: readonly DrillRow[];
  readonly value: string;
  readonly isAllAllowed: boolean;
  readonly onChange: (scenario: string) => void;
}) {
  const names = [...new Set(runs.map(({ scenario }) => scenario))].sort();
  return (
    <label>
      <span class="hidden">Scenario</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {isAllAllowed ? <option value="">every scenario</option> : null}
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
