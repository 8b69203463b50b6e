import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { PaymentStory } from '../../src/wire.ts';
import { clockText, spanText } from '../model/ages.ts';
import { safetyOf } from '../model/payment-model.ts';
import { State } from '../parts/mark.tsx';
import { Refused } from '../parts/refusal.tsx';
import { ask } from '../store/connect.ts';
import { payments } from '../store/store.ts';

/** One payment from its request to its webhook, in both regions. */
export function PaymentPage({ id }: { readonly id: string }) {
  const [story, setStory] = useState<PaymentStory | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const [withLogs, setWithLogs] = useState(false);
  // Asked again when the feed says that it has changed.
  const changedAt = payments.value.find((row) => row.id === id)?.updatedAt;
  const load = () => {
    setError(undefined);
    ask<PaymentStory>(`payments/${encodeURIComponent(id)}`).then(setStory, setError);
  };
  useEffect(load, [id, changedAt]);

  if (story === undefined)
    return error === undefined ? <p class="empty">Looking everywhere …</p> : <Refused error={error} />;
  const safety = safetyOf(story);
  const firstAt = story.steps[0]?.at;
  const steps = story.steps.filter(({ kind }) => withLogs || kind !== 'log');
  return (
    <>
      <p>
        <Link href="/payments">All payments</Link>
      </p>
      <section class="card">
        <header class="spread">
          <h1 class="mono">{story.id}</h1>
          <span class="big">{story.row?.amount}</span>
        </header>
        <p class="said">
          <State tone={safety.tone} text={safety.text} />
        </p>
        <p class="dim">{safety.detail}</p>
        <Refused error={error} />
      </section>
      <section class="card">
        <header class="spread">
          <h2>From request to webhook</h2>
          <span class="inline">
            <label class="check">
              <input
                type="checkbox"
                checked={withLogs}
                onChange={(event) => setWithLogs(event.currentTarget.checked)}
              />
              log lines
            </label>
            <button type="button" onClick={load}>
              Look again
            </button>
          </span>
        </header>
        <ol class="story">
          {steps.map((step, at) => (
            <li key={`${at}${step.at}`} class={step.kind}>
              <time dateTime={step.at}>
                {clockText(step.at)}
                <span class="detail">
                  {firstAt === undefined ? '' : `+ ${spanText(Date.parse(step.at) - Date.parse(firstAt))}`}
                </span>
              </time>
              <span class="where">
                {step.kind}
                <span class="detail">{step.region ?? 'no region'}</span>
              </span>
              <span class="what">
                <strong>{step.title}</strong>
                <span class="detail">{step.text}</span>
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section class="card">
        <h2>Where it was looked for</h2>
        <ul class="plain-list">
          {story.sources.map(({ name, found, failure }) => (
            <li key={name}>
              <State
                tone={failure !== undefined ? 'bad' : found === 0 ? 'quiet' : 'good'}
                text={`${name}: ${failure ?? `${found} found`}`}
              />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
