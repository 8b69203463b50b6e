import type { HttpScope } from '@redoubt/lambda-kit';

/** What a request was answered without; faults, or `undefined` where all went well. */
export interface Setbacks {
  /** Why blocklist and counters are not among the facts of the decision. */
  readonly unanswered: unknown;
  /** Why the decision was not stored or the payment not counted; neither is made up for. */
  readonly unremembered: readonly unknown[];
}

/** Tells those on call what a request was answered without: an alarm counts it, the log says why. */
export function reportSetbacks(
  { unanswered, unremembered }: Setbacks,
  id: string,
  { logger, metrics }: Pick<HttpScope<'active-region'>, 'logger' | 'metrics'>,
): void {
  metrics.addMetric('UnansweredHistory', 'Count', unanswered === undefined ? 0 : 1);
  metrics.addMetric('UnrememberedDecisions', 'Count', unremembered.length === 0 ? 0 : 1);
  if (unanswered !== undefined)
    logger.warn('decided without blocklist and counters', { id, error: unanswered as Error });
  for (const fault of unremembered) logger.warn('not stored or not counted', { id, error: fault as Error });
}
