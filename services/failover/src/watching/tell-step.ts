import type { TaskScope } from '@redoubt/lambda-kit';
import type { WatchStep } from './watch-region.ts';

/** Writes down a look that was not calm, and counts it where an alarm listens. Calm looks leave no line. */
export function tellStep({ logger, metrics }: Pick<TaskScope, 'logger' | 'metrics'>, step: WatchStep): void {
  switch (step.kind) {
    case 'active':
      return;
    case 'ordered':
      logger.warn('failover ordered', { start: step.start, signals: step.decision.evidence.signals });
      return;
    case 'watched': {
      const { decision } = step;
      if (decision.kind === 'blocked') {
        metrics.addMetric('BlockedFailovers', 'Count', 1);
        logger.error('failover is needed and blocked', {
          obstacle: decision.obstacle,
          signals: decision.evidence.signals,
        });
      } else if (decision.down.length > 0) {
        metrics.addMetric('SignalsDown', 'Count', decision.down.length);
        logger.warn('signals are down', { down: decision.down });
      }
    }
  }
}
