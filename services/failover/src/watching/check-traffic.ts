import type { PaymentsApi } from '../adapters/payments-api.ts';

/** How long health checks and resolvers may take to follow a failover, in milliseconds: 3 checks of 10 s, and a minute of TTL. */
export const trafficMsMax = 180_000;

/** Since when the shared name has not led to this region while it is active; undefined when it does. */
export type AstraySinceMs = number | undefined;

/** Finds out whether the shared name leads to this region. */
export async function checkTraffic(
  {
    api,
    region,
    nowMs,
  }: { readonly api: Pick<PaymentsApi, 'servedBy'>; readonly region: string; readonly nowMs: number },
  before: AstraySinceMs,
): Promise<AstraySinceMs> {
  return (await api.servedBy()) === region ? undefined : (before ?? nowMs);
}
