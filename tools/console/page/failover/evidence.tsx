import type { FailoverReport } from '@redoubt/contracts';
import type { CloudView } from '../../src/wire.ts';
import { ageText, clockText, spanText } from '../model/ages.ts';
import { State } from '../parts/mark.tsx';
import { nowMs } from '../store/store.ts';

/** Why the watcher thinks what it thinks, and why it decided when it did. */
export function Evidence({
  cloud,
  report,
}: {
  readonly cloud: CloudView | undefined;
  readonly report: FailoverReport | undefined;
}) {
  const watching = cloud?.regions.find(
    ({ trafficRole, process, watch }) => trafficRole === 'standby' && process === 'running' && watch !== undefined,
  );
  return (
    <section class="card">
      <h2>Evidence</h2>
      {watching?.watch === undefined ? (
        <p class="dim">No standby watches: a region that is lost watches again once it is restored.</p>
      ) : (
        <>
          <p>
            The watcher of {watching.region} finds the active region <strong>{watching.watch.assessment}</strong>; its
            duty: {watching.watch.duty.replaceAll('_', ' ')}
            {watching.watch.because.length === 0 ? '' : ` (${watching.watch.because.join(', ')})`}.{' '}
            <span class="age">{ageText(watching.watch.at, nowMs.value)}</span>
          </p>
          <ul class="plain-list">
            {watching.watch.signals.map(({ signal, reading, isDown, badSince }) => (
              <li key={signal} class="line">
                <State
                  tone={isDown ? 'bad' : reading === 'good' ? 'good' : 'quiet'}
                  text={`${signal}: ${reading}${isDown ? ', down' : ''}`}
                />
                <span class="age">{badSince === undefined ? '' : `bad since ${ageText(badSince, nowMs.value)}`}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {report === undefined ? null : <Decision report={report} />}
    </section>
  );
}

function Decision({ report }: { readonly report: FailoverReport }) {
  const { epoch, lastHealthyAt, firstBreachAt, decidedAt, signals, decision, evidence } = report;
  const why =
    decision === undefined
      ? `by itself: ${signals.join(' and ')} down`
      : `${decision.how} by ${decision.by}: ${decision.reason}`;
  return (
    <>
      <h3>Decision on epoch {epoch}</h3>
      <p>
        {why}, from {evidence.length} {evidence.length === 1 ? 'look' : 'looks'}.
      </p>
      <ol class="log">
        {lastHealthyAt === undefined ? null : (
          <li>
            <time dateTime={lastHealthyAt}>{clockText(lastHealthyAt)}</time>
            <span>last look at which nothing was bad</span>
          </li>
        )}
        <li>
          <time dateTime={firstBreachAt}>{clockText(firstBreachAt)}</time>
          <span>first bad look</span>
        </li>
        <li>
          <time dateTime={decidedAt}>{clockText(decidedAt)}</time>
          <span>decided, {spanText(Date.parse(decidedAt) - Date.parse(firstBreachAt))} later</span>
        </li>
      </ol>
    </>
  );
}
