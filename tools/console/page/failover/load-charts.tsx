import type { LoadView } from '../../src/wire.ts';
import { momentsOf } from '../model/moments.ts';
import { Chart } from '../parts/chart.tsx';
import { LoadSlider } from '../parts/load-slider.tsx';
import { windowOf } from '../store/series.ts';
import { failover, nowMs, seconds, timeline } from '../store/store.ts';

/** Seconds that the charts show. */
const shownSeconds = 180;

/** Throughput and latency through the outage, of the payments that this console sends. */
export function LoadCharts({ load }: { readonly load: LoadView | undefined }) {
  const rows = windowOf(seconds.value, { toSecond: Math.floor(nowMs.value / 1000), seconds: shownSeconds });
  const at = rows.map((row) => row.at);
  const moments = momentsOf(timeline.value, failover.value?.state);
  return (
    <section class="card">
      <header class="spread">
        <h2>Payments through the outage</h2>
        <LoadSlider load={load} />
      </header>
      <div class="columns">
        <Chart
          title="Throughput, last 3 minutes"
          unit="per second"
          at={at}
          moments={moments}
          lines={[
            { label: 'acknowledged', color: 'accent', values: rows.map((row) => row.acknowledged) },
            { label: 'booked', color: 'good', dash: [6, 4], values: rows.map((row) => row.booked) },
            { label: 'failed attempts', color: 'bad', dash: [2, 3], values: rows.map((row) => row.failed) },
          ]}
        />
        <Chart
          title="Request to acknowledgement, retries included"
          unit="ms"
          at={at}
          moments={moments}
          lines={[
            { label: 'half within', color: 'accent', values: rows.map((row) => row.p50Ms ?? null) },
            { label: '99 % within', color: 'warn', dash: [6, 4], values: rows.map((row) => row.p99Ms ?? null) },
          ]}
        />
      </div>
      {load === undefined || load.sent === 0 ? (
        <p class="dim">
          Set a load to see what callers see: each payment is sent again under its key until it is acknowledged.
        </p>
      ) : null}
    </section>
  );
}
