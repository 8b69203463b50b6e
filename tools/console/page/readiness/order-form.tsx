import type { OrderedFailover } from '@redoubt/contracts';
import { useState } from 'preact/hooks';
import { State } from '../parts/mark.tsx';
import { Refused } from '../parts/refusal.tsx';
import { command } from '../store/connect.ts';

/** Orders a failover, after a dry run has said what would happen. */
export function OrderForm({ toRegion }: { readonly toRegion: string }) {
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  const [planned, setPlanned] = useState<OrderedFailover | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const isReady = by.trim() !== '' && reason.trim().length >= 3;
  const order = (isDryRun: boolean) => {
    setError(undefined);
    command<OrderedFailover>('order', { toRegion, by, reason, isDryRun }).then(setPlanned, setError);
  };
  return (
    <section class="card">
      <h2>Order a failover into {toRegion}</h2>
      <p class="dim">
        Also away from a region that still answers, and is wrong. Nothing that was acknowledged is lost.
      </p>
      <form onSubmit={(event) => event.preventDefault()}>
        <label>
          Your name
          <input value={by} maxLength={100} onInput={(event) => setBy(event.currentTarget.value)} />
        </label>
        <label>
          Reason, kept with the epoch
          <input value={reason} maxLength={500} onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        <Refused error={error} />
        <div class="buttons">
          <button type="button" disabled={!isReady} onClick={() => order(true)}>
            Say what would happen
          </button>
          <button
            type="button"
            class="primary harmful"
            disabled={!isReady || planned?.outcome !== 'planned' || planned.obstacles.length > 0}
            onClick={() => order(false)}
          >
            Order it
          </button>
        </div>
      </form>
      {planned === undefined ? null : (
        <>
          <p class="said">
            <State tone={planned.outcome === 'refused' ? 'bad' : 'good'} text={outcomeText(planned)} />
          </p>
          <ol>
            {planned.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <ul class="plain-list">
            {planned.obstacles.map(({ text, mend }) => (
              <li key={text}>
                <State tone="bad" text={text} />
                <span class="detail">To mend it: {mend}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function outcomeText({ outcome, epoch, fromRegion, toRegion }: OrderedFailover): string {
  switch (outcome) {
    case 'planned':
      return `It would begin epoch ${epoch}, from ${fromRegion} to ${toRegion}; nothing was changed`;
    case 'refused':
      return 'It is refused, and nothing was changed';
    case 'started':
    case 'already_started':
      return `Epoch ${epoch} was ordered: the failover page shows its stages`;
  }
}
