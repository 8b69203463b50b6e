import { useState } from 'preact/hooks';
import type { EventRow } from '../../src/wire.ts';
import { clockText } from '../model/ages.ts';
import { Refused } from '../parts/refusal.tsx';
import { ask } from '../store/connect.ts';
import { events } from '../store/store.ts';
import { QueuesCard } from './queues-card.tsx';

/** Rows that are shown at once. */
const shownMax = 80;

/** The buses of both regions as they flow. */
export function EventsPage() {
  const [text, setText] = useState('');
  const [held, setHeld] = useState<readonly EventRow[] | undefined>(undefined);
  const [opened, setOpened] = useState<{ readonly row: EventRow; readonly detail: unknown } | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const wanted = text.trim().toLowerCase();
  const rows = (held ?? events.value)
    .filter(({ type, subject, region, source }) =>
      `${type} ${subject} ${region} ${source}`.toLowerCase().includes(wanted),
    )
    .slice(0, shownMax);

  function open(row: EventRow) {
    setHeld(held ?? events.value);
    setError(undefined);
    ask<unknown>(`events/${row.seq}`).then((detail) => setOpened({ row, detail }), setError);
  }

  return (
    <>
      <h1 class="hidden">Events</h1>
      <QueuesCard />
      <section class="card">
        <header class="spread">
          <h2>The buses of both regions</h2>
          <search>
            <form class="inline" onSubmit={(event) => event.preventDefault()}>
              <label>
                <span class="hidden">Type, subject or region</span>
                <input
                  type="search"
                  placeholder="type, subject or region"
                  value={text}
                  onInput={(event) => setText(event.currentTarget.value)}
                />
              </label>
              <button
                type="button"
                aria-pressed={held !== undefined}
                onClick={() => setHeld(held === undefined ? events.value : undefined)}
              >
                {held === undefined ? 'Hold still' : 'Go on'}
              </button>
            </form>
          </search>
        </header>
        <Refused error={error} />
        {opened === undefined ? null : (
          <div class="opened">
            <header class="spread">
              <h3>
                {opened.row.type} on the bus of {opened.row.region}
              </h3>
              <button type="button" onClick={() => setOpened(undefined)}>
                Close
              </button>
            </header>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>
              {opened.detail === null ? 'It is forgotten.' : JSON.stringify(opened.detail, undefined, 2)}
            </pre>
          </div>
        )}
        {rows.length === 0 ? <p class="empty">Nothing yet.</p> : <EventTable rows={rows} onOpen={open} />}
      </section>
    </>
  );
}

function EventTable({
  rows,
  onOpen,
}: {
  readonly rows: readonly EventRow[];
  readonly onOpen: (row: EventRow) => void;
}) {
  return (
    <table class="list">
      <thead>
        <tr>
          <th scope="col">Time, UTC</th>
          <th scope="col">Event</th>
          <th scope="col">Bus</th>
          <th scope="col">From</th>
          <th scope="col">Epoch</th>
          <th scope="col">Subject</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.seq}>
            <td>
              <time dateTime={row.at}>{clockText(row.at)}</time>
            </td>
            <td>
              <button type="button" class="plain" onClick={() => onOpen(row)}>
                {row.type}
              </button>
              {row.reannounced ? <span class="detail">announced again by a recovery</span> : null}
            </td>
            <td>
              {row.region}
              {row.forwardedFrom === undefined ? null : <span class="detail">forwarded from {row.forwardedFrom}</span>}
            </td>
            <td>{row.source.replace('payments.', '')}</td>
            <td>{row.epoch}</td>
            <td class="mono">{row.subject.slice(0, 24)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
