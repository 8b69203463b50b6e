import type { TaskScope } from '@redoubt/lambda-kit';
import type { WatchStep } from './watch-region.ts';

/** Logs a step that was not calm, and counts it where an alarm listens. */
export function reportStep({ logger, metrics }: Pick<TaskScope, 'logger' | 'metrics'>, step: WatchStep): void {
  const { assessment, duty, state, start } = step;
  /** At once: the loop hands in what it has counted when it ends, up to a minute later. */
  const count = (name: string, value = 1) => {
    metrics.addMetric(name, 'Count', value);
    metrics.publishStoredMetrics();
  };
  if (assessment.kind !== 'well') {
    const down = assessment.kind === 'failed' ? assessment.evidence.signals : assessment.down;
    count('SignalsDown', down.length);
    logger.warn('signals are down', { down, epoch: state.epoch });
  }
  switch (duty.kind) {
    case 'none':
    case 'ask':
      return;
    case 'hold':
      if (duty.because !== 'drill') count('HeldFailovers');
      logger.warn('failover is held', { because: duty.because, epoch: state.epoch });
      return;
    case 'request_approval':
    case 'await_approval':
      count('AwaitedApprovals');
      logger.warn('failover waits for approval', { epoch: state.epoch, answerBy: state.question?.answerBy });
      return;
    case 'withdraw_question':
      logger.info('question withdrawn', { epoch: state.epoch });
      return;
    case 'blocked':
      count('BlockedFailovers');
      logger.error('failover is needed and blocked', { obstacles: duty.obstacles, epoch: state.epoch });
      return;
    case 'fail_over':
    case 'hand_back':
    case 'resume':
      logger.warn('failover ordered', { order: duty.kind, start, epoch: state.epoch, assessment: assessment.kind });
  }
}
