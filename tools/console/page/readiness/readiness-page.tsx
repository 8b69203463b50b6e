import type { ExplainedFailover } from '@redoubt/contracts';
import { useEffect, useState } from 'preact/hooks';
import { ageText } from '../model/ages.ts';
import { State } from '../parts/mark.tsx';
import { Refused } from '../parts/refusal.tsx';
import { ask } from '../store/connect.ts';
import { cloud, nowMs } from '../store/store.ts';
import { OrderForm } from './order-form.tsx';

/** Everything that would stop a failover now, and how to mend it: asked of the standby, which would take over. */
export function ReadinessPage() {
  const { state, regions = [] } = cloud.value ?? {};
  const standby = regions.find(({ region }) => state !== undefined && region !== state.activeRegion);
  const [explained, setExplained] = useState<ExplainedFailover | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const [isAsking, setAsking] = useState(false);
  const load = () => {
    if (standby === undefined) return;
    setAsking(true);
    setError(undefined);
    ask<ExplainedFailover>(`explain/${standby.region}`)
      .then(setExplained, setError)
      .finally(() => setAsking(false));
  };
  // Asked again when anything that it depends on has changed.
  useEffect(load, [standby?.region, standby?.process, standby?.databaseRole, state?.stage, state?.epoch]);

  if (standby === undefined) return <p class="empty">Waiting for the region state …</p>;
  const { obstacles = [], replicatedUpTo, failoverMode, now } = explained ?? {};
  return (
    <>
      <h1 class="hidden">Readiness</h1>
      <section class="card">
        <header class="spread">
          <h2>Could {standby.region} take over now?</h2>
          <span class="inline">
            <span class="age">{now === undefined ? '' : `asked ${ageText(now, nowMs.value)}`}</span>
            <button type="button" disabled={isAsking} onClick={load}>
              {isAsking ? 'Asking …' : 'Ask again'}
            </button>
          </span>
        </header>
        <Refused error={error} />
        {standby.process === 'running' ? null : (
          <p class="said">
            <State tone="bad" text={`No: ${standby.region} is ${standby.process}`} />
          </p>
        )}
        {explained === undefined ? null : (
          <>
            <p class="said">
              <State
                tone={obstacles.length === 0 ? 'good' : 'bad'}
                text={obstacles.length === 0 ? 'Yes: nothing is in its way' : `No: ${obstacles.length} in its way`}
              />
            </p>
            <ul class="plain-list">
              {obstacles.map(({ text, mend, isForceable }) => (
                <li key={text}>
                  <State tone={isForceable ? 'warn' : 'bad'} text={text} />
                  <span class="detail">
                    To mend it: {mend}
                    {isForceable ? '. An order can be forced past it: that costs time, and no money.' : ''}
                  </span>
                </li>
              ))}
            </ul>
            <p class="dim">
              A failover that is due {modeText(failoverMode)}.{' '}
              {replicatedUpTo === undefined ? '' : `The replica has everything up to ${replicatedUpTo}.`}
            </p>
          </>
        )}
      </section>
      <OrderForm toRegion={standby.region} />
    </>
  );
}

function modeText(mode: ExplainedFailover['failoverMode'] | undefined): string {
  if (mode === 'approve') return "waits for a person's approval";
  return mode === 'observe' ? 'is only announced: a person orders it' : 'begins by itself';
}
