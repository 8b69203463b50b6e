import type { TaskScope } from '@redoubt/lambda-kit';
import type { CountFailuresDependencies } from './set-aside.ts';

/** Metric of commands that were given up; an alarm rings at the first. */
export const setAsideMetric = 'CommandsSetAside';

/** Logs each command in doubt, and alarms when one is set aside. */
export function reportInDoubt({
  logger,
  metrics,
}: Pick<TaskScope, 'logger' | 'metrics'>): CountFailuresDependencies['onInDoubt'] {
  return ({ command, reason }, { tries, isSetAside }) => {
    const { commandId } = command;
    const paymentId = 'paymentId' in command ? command.paymentId : undefined;
    logger.error(isSetAside ? 'command set aside' : 'command in doubt', { commandId, paymentId, tries, reason });
    if (isSetAside) metrics.addMetric(setAsideMetric, 'Count', 1);
  };
}
