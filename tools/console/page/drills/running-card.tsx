import { useState } from 'preact/hooks';
import type { DrillRow, RunningDrill } from '../../src/drill-wire.ts';
import { spanText } from '../model/ages.ts';
import { usualMsOf } from '../model/drills/usual-time.ts';
import { State } from '../parts/mark.tsx';
import { Refused } from '../parts/refusal.tsx';
import { command } from '../store/connect.ts';
import { nowMs } from '../store/store.ts';
import { DrillLines } from './drill-lines.tsx';

/** The drill that runs: how far it is, what it says, and a way to stop it. */
export function RunningCard({
  running: { scenario, seed, startedAt, isStopping, lines },
  runs,
}: {
  readonly running: RunningDrill;
  readonly runs: readonly DrillRow[];
}) {
  const [error, setError] = useState<unknown>(undefined);
  const forMs = Math.max(0, nowMs.value - Date.parse(startedAt));
  const usualMs = usualMsOf(runs, scenario);
  const stop = () => {
    setError(undefined);
    command('stop-drill', {}).catch(setError);
  };
  return (
    <section class="card">
      <header class="spread">
        <h2>
          {scenario}, seed {seed}
        </h2>
        <button type="button" class="harmful" disabled={isStopping} onClick={stop}>
          {isStopping ? 'Stopping …' : 'Stop'}
        </button>
      </header>
      <p class="said">
        <State tone="warn" text={`${isStopping ? 'stops' : 'runs'} for ${spanText(forMs)}`} />
        {usualMs === undefined ? null : <span class="detail">It usually takes {spanText(usualMs)}.</span>}
      </p>
      {usualMs === undefined ? null : (
        <progress aria-label="Time that it usually takes" max={usualMs} value={Math.min(forMs, usualMs)} />
      )}
      <Refused error={error} />
      <DrillLines lines={lines} />
    </section>
  );
}
