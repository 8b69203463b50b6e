import { ageText } from '../model/ages.ts';
import { queueRowsOf } from '../model/queue-rows.ts';
import { State } from '../parts/mark.tsx';
import { cloud, nowMs } from '../store/store.ts';

/** Queues that hold something, and how dead letters get back. */
export function QueuesCard() {
  const rows = cloud.value === undefined ? [] : queueRowsOf(cloud.value);
  return (
    <section class="card">
      <h2>Queues that hold something</h2>
      {rows.length === 0 ? (
        <State tone="good" text="none" />
      ) : (
        <ul class="plain-list">
          {rows.map(({ region, name, waiting, inFlight, readAt, redrive }) => (
            <li key={`${region} ${name}`}>
              <span class="line">
                <State
                  tone={redrive === undefined ? 'quiet' : 'bad'}
                  text={`${name} of ${region}: ${waiting} waiting, ${inFlight} in flight`}
                />
                <span class="age">{ageText(readAt, nowMs.value)}</span>
              </span>
              {redrive === undefined ? null : (
                <span class="detail">
                  Given up after their tries. When the cause is mended: <code>{redrive}</code>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
