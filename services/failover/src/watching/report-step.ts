import type { TaskScope } from '@redoubt/lambda-kit';
import type { WatchStep } from './watch-region.ts';

/** Logs a step that was not calm, and counts it where an alarm listens. */
export function reportStep({ logger, metrics }: Pick<TaskScope, 'logger' | 'metrics'>, step: WatchStep): void {
  const { assessment, duty, state, start } = step;
  if (assessment.kind !== 'well') {
    const down = assessment.kind === 'failed' ? assessment.evidence.signals : assessment.down;
    metrics.addMetric('SignalsDown', 'Count', down.length);
    logger.warn('signals are down', { down, epoch: state.epoch });
  }
  switch (duty.kind) {
    case 'none':
    case 'ask':
      return;
    case 'hold':
      if (duty.because !== 'drill') metrics.addMetric('HeldFailovers', 'Count', 1);
      logger.warn('failover is held', { because: duty.because, epoch: state.epoch });
      return;
    case 'blocked':
      metrics.addMetric('BlockedFailovers', 'Count', 1);
      logger.error('failover is needed and blocked', { obstacles: duty.obstacles, epoch: state.epoch });
      return;
    case 'fail_over':
    case 'hand_back':
    case 'resume':
      logger.warn('failover ordered', { order: duty.kind, start, epoch: state.epoch, assessment: assessment.kind });
  }
}
