import type { RegisteredEndpoint } from '../evidence/evidence.ts';
import { waitUntil } from '../wait-until.ts';
import { paymentsIn, requestsIn } from '../witness/read-book.ts';
import type { DrillRun } from './drill-run.ts';

/** What has not been delivered by then never will be, as far as this drill waits. */
const deliveryMsMax = 20_000;

/**
 * Lets the platform work off what it has taken: waits until each acknowledged payment has reached each endpoint.
 *
 * Looks at nothing but the witness's own book, so that waiting is no load. When payments are lost the limit passes, and
 * the verdict says which.
 *
 * @returns how many deliveries are still missing.
 */
export async function awaitDeliveries(run: DrillRun, endpoints: readonly RegisteredEndpoint[]): Promise<number> {
  const { book, signal } = run;
  const look = () => (undelivered(run, endpoints) === 0 ? true : undefined);
  await waitUntil(look, { limitMs: deliveryMsMax, everyMs: 200, signal });
  return undelivered({ book }, endpoints);
}

function undelivered({ book }: Pick<DrillRun, 'book'>, endpoints: readonly RegisteredEndpoint[]): number {
  const delivered = new Set(
    book
      .entries()
      .filter((entry) => entry.kind === 'webhook')
      .filter(({ verified }) => verified)
      .map(({ paymentId, endpointId }) => `${paymentId} ${endpointId}`),
  );
  return paymentsIn(requestsIn(book.entries()))
    .flatMap(({ intent, paymentIds }) =>
      endpoints
        .filter(({ merchantId }) => merchantId === intent.merchantId)
        .flatMap(({ endpointId }) => paymentIds.map((paymentId) => `${paymentId} ${endpointId}`)),
    )
    .filter((delivery) => !delivered.has(delivery)).length;
}
