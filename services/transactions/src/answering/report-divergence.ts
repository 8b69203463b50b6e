import type { Command } from '@redoubt/contracts';
import type { HttpScope } from '@redoubt/lambda-kit';
import type { JournaledAnswer } from './journal-answer.ts';

/** Metric of answers that this region's books do not carry; an alarm rings at the first. */
export const divergenceMetric = 'OutcomesDiverged';

/** Tells the people on call that a command was decided in both regions, and otherwise in each. */
export function reportDivergence(
  { hasDiverged }: Pick<JournaledAnswer, 'hasDiverged'>,
  { paymentId, commandId, type }: Command,
  { logger, metrics }: Pick<HttpScope<'active-region'>, 'logger' | 'metrics'>,
): void {
  if (!hasDiverged) return;
  metrics.addMetric(divergenceMetric, 'Count', 1);
  logger.error('outcomes diverged', { paymentId, commandId, type });
}
