import { spanText } from '../model/ages.ts';
import type { StagePlan, StageRow } from '../model/stages-model.ts';
import { Mark } from '../parts/mark.tsx';

const tones = { done: 'good', running: 'warn', waiting: 'quiet' } as const;

/** The stages on one scale of time, the critical path in full color. */
export function Stages({ plan }: { readonly plan: StagePlan }) {
  const scaleMs = Math.max(1, plan.totalMs);
  return (
    <table class="stages">
      <caption class="hidden">Stages of epoch {plan.epoch} with their times and budgets</caption>
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col" class="number">
            Took
          </th>
          <th scope="col" class="number">
            Budget
          </th>
          <th scope="col" class="wide">
            Time, from 0 to {spanText(plan.totalMs)}
          </th>
        </tr>
      </thead>
      <tbody>
        {plan.rows.map((row) => (
          <tr key={row.stage} class={row.state}>
            <th scope="row">
              <span class={`state ${tones[row.state]}`}>
                <Mark tone={tones[row.state]} />
                <span>{row.name}</span>
              </span>
            </th>
            <td class="number">{row.tookMs === 0 ? '–' : spanText(row.tookMs)}</td>
            <td class="number dim">{budgetText(row)}</td>
            <td class="wide">
              <svg class="span" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="track" x="0" y="9" width="1000" height="2" />
                {row.state === 'waiting' ? null : (
                  <rect
                    class={`bar ${row.state} ${row.isCritical ? 'critical' : ''}`}
                    x={(row.fromMs / scaleMs) * 1000}
                    y="3"
                    width={Math.max(4, (row.tookMs / scaleMs) * 1000)}
                    height="14"
                  />
                )}
              </svg>
              <span class="detail">
                {row.text}
                {row.isCritical || row.state === 'waiting' ? '' : ' · not on the critical path'}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function budgetText({ budgetMs, tookMs, state }: StageRow): string {
  if (budgetMs === undefined) return '–';
  const percent = Math.round((tookMs / budgetMs) * 100);
  const share = state === 'waiting' || tookMs === 0 ? '' : `, ${percent < 1 ? 'under 1' : percent} % used`;
  return `${spanText(budgetMs)}${share}`;
}
