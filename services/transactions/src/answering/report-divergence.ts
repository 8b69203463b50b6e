import type { ChangeCommand, CreatePayment } from '@redoubt/contracts';
import type { HttpScope } from '@redoubt/lambda-kit';
import type { JournaledAnswer } from './journal-answer.ts';

/** Metric of answers that contradict this region's books; an alarm rings at the first. */
export const divergenceMetric = 'OutcomesDiverged';

/** Alarms when both regions have decided a command, and differently. */
export function reportDivergence(
  { hasDiverged }: Pick<JournaledAnswer, 'hasDiverged'>,
  { paymentId, commandId, type }: ChangeCommand | CreatePayment,
  { logger, metrics }: Pick<HttpScope<'active-region'>, 'logger' | 'metrics'>,
): void {
  if (!hasDiverged) return;
  metrics.addMetric(divergenceMetric, 'Count', 1);
  logger.error('outcomes diverged', { paymentId, commandId, type });
}
