import type { RegisteredEndpoint } from '../../evidence/evidence.ts';
import { waitUntil } from '../../wait-until.ts';
import { requestsIn } from '../../witness/read-book.ts';
import { webhooksDue } from '../../witness/webhooks-due.ts';
import type { DrillRun } from '../drill-run.ts';

/**
 * Waits until each endpoint has received every webhook that is due by the book.
 *
 * Reads only the witness's book, so that waiting is no load. When payments are lost the limit passes, and the verdict names
 * them.
 *
 * @returns the number of missing deliveries
 */
export async function awaitDeliveries(run: DrillRun, endpoints: readonly RegisteredEndpoint[]): Promise<number> {
  const { book, signal, waitMsMax: limitMs } = run;
  // Every request is settled by now: what is due stays the same while we wait.
  const due = webhooksDue(requestsIn(book.entries())).flatMap(
    ({ merchantId, requestedAtMs, paymentId, type, version }) =>
      endpoints
        .filter((it) => it.merchantId === merchantId && it.registeredAtMs < requestedAtMs)
        .map(({ endpointId }) => `${endpointId} ${paymentId} ${type} ${version}`),
  );
  const undelivered = (): number => {
    const delivered = new Set(
      book
        .entries()
        .filter((entry) => entry.kind === 'webhook')
        .filter(({ verified }) => verified)
        .map(({ endpointId, paymentId, type, version }) => `${endpointId} ${paymentId} ${type} ${version}`),
    );
    return due.filter((delivery) => !delivered.has(delivery)).length;
  };
  const look = () => (undelivered() === 0 ? true : undefined);
  await waitUntil(look, { limitMs, everyMs: 200, signal });
  return undelivered();
}
