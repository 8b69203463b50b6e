import { useEffect, useState } from 'preact/hooks';
import type { DrillHistory } from '../../src/drill-wire.ts';
import { Refused } from '../parts/refusal.tsx';
import { ask } from '../store/connect.ts';
import { drill } from '../store/store.ts';
import { ByCommit } from './by-commit.tsx';
import { Compare } from './compare.tsx';
import { History } from './history.tsx';
import { LastDrill } from './last-drill.tsx';
import { RunningCard } from './running-card.tsx';
import { StartForm } from './start-form.tsx';

/** Drills that have run on this machine, and the one that runs. */
export function DrillsPage() {
  const [history, setHistory] = useState<DrillHistory | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const [isReading, setReading] = useState(false);
  const { running, ended } = drill.value ?? {};
  const load = () => {
    setReading(true);
    setError(undefined);
    ask<DrillHistory>('drills')
      .then(setHistory, setError)
      .finally(() => setReading(false));
  };
  // Read again when a drill has ended.
  useEffect(load, [ended?.endedAt]);
  return (
    <>
      <h1 class="hidden">Drills</h1>
      <div class="columns">
        {running === undefined ? (
          <StartForm history={history} />
        ) : (
          <RunningCard running={running} runs={history?.runs ?? []} />
        )}
        <LastDrill ended={ended} history={history} />
      </div>
      <Refused error={error} />
      <History history={history} isReading={isReading} onRead={load} />
      {history === undefined || history.runs.length === 0 ? null : (
        <>
          <ByCommit runs={history.runs} />
          <Compare runs={history.runs} />
        </>
      )}
    </>
  );
}
