import { useEffect, useState } from 'preact/hooks';
import type { DrillHistory, ScenarioRow } from '../../src/drill-wire.ts';
import { drillAct } from '../model/drills/drill-act.ts';
import { usualMsOf } from '../model/drills/usual-time.ts';
import { ActButton } from '../parts/act-button.tsx';
import { Refused } from '../parts/refusal.tsx';
import { ask } from '../store/connect.ts';

/** Largest seed of a drill: 32 bits. */
const seedMax = 0xffff_ffff;

/** Starts a drill. */
export function StartForm({ history }: { readonly history: DrillHistory | undefined }) {
  const [scenarios, setScenarios] = useState<readonly ScenarioRow[]>([]);
  const [error, setError] = useState<unknown>(undefined);
  const [name, setName] = useState('region-loss');
  const [text, setText] = useState('');
  useEffect(() => {
    ask<readonly ScenarioRow[]>('scenarios').then(setScenarios, setError);
  }, []);
  const seed = text.trim() === '' ? undefined : Number(text);
  const isSeed = seed === undefined || (/^\d+$/.test(text.trim()) && seed <= seedMax);
  const summary = scenarios.find((it) => it.name === name)?.summary;
  const usualMs = usualMsOf(history?.runs ?? [], name);
  return (
    <section class="card">
      <h2>Start a drill</h2>
      <form class="inline" onSubmit={(event) => event.preventDefault()}>
        <label>
          Scenario
          <select value={name} onChange={(event) => setName(event.currentTarget.value)}>
            {(scenarios.length === 0 ? [{ name }] : scenarios).map((it) => (
              <option key={it.name}>{it.name}</option>
            ))}
          </select>
        </label>
        <label>
          Seed
          <input
            inputMode="numeric"
            size={12}
            value={text}
            placeholder="a new one"
            aria-invalid={!isSeed}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        {isSeed && history !== undefined ? (
          <ActButton
            act={drillAct({
              scenario: name,
              portBase: history.portBase,
              ...(seed === undefined ? {} : { seed }),
              ...(usualMs === undefined ? {} : { usualMs }),
            })}
          />
        ) : null}
      </form>
      <p class="dim">
        {isSeed ? (summary ?? 'Reading the scenarios …') : `A seed is a whole number up to ${seedMax}.`}
      </p>
      <Refused error={error} />
    </section>
  );
}
