import type { HttpScope } from '@redoubt/lambda-kit';

/** Dependencies that a request was answered without. */
export interface Degradation {
  /** Why the decision lacks blocklist and counters, or the merchant's terms; `undefined` when it does not. */
  readonly historyFault: unknown;
  /** Why the decision was not stored or the payment not counted; neither is done later. */
  readonly recordFaults: readonly unknown[];
}

/** Counts for an alarm, and logs, what a request was answered without. */
export function reportDegradation(
  { historyFault, recordFaults }: Degradation,
  id: string,
  { logger, metrics }: Pick<HttpScope<'active-region'>, 'logger' | 'metrics'>,
): void {
  metrics.addMetric('UnansweredHistory', 'Count', historyFault === undefined ? 0 : 1);
  metrics.addMetric('UnrememberedDecisions', 'Count', recordFaults.length === 0 ? 0 : 1);
  if (historyFault !== undefined)
    logger.warn('decided without blocklist, counters or terms', { id, error: historyFault as Error });
  for (const fault of recordFaults) logger.warn('not stored or not counted', { id, error: fault as Error });
}
