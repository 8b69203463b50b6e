import type { AlarmDefinition, EventQueue, ServiceApi, ServiceFunction } from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';

const period = Duration.minutes(1);

/** Who is woken when merchants are not told. */
export function notificationsAlarms({
  functions,
  api,
  outcomes,
}: {
  readonly functions: readonly ServiceFunction[];
  readonly api: ServiceApi;
  readonly outcomes: EventQueue;
}): readonly AlarmDefinition[] {
  const errors = functions.map((fn, at) => [`errors${at}`, fn.metricErrors({ period, statistic: 'Sum' })] as const);
  return [
    {
      name: 'notifications-function-errors',
      description: 'Functions of notifications crash or time out: webhooks are late, endpoints can not be registered.',
      metric: new MathExpression({
        expression: errors.map(([id]) => id).join(' + '),
        usingMetrics: Object.fromEntries(errors),
        label: 'Errors of notifications functions',
        period,
      }),
      threshold: 0,
    },
    {
      name: 'notifications-api-5xx',
      description: 'More than 5 of 100 requests for endpoints or deliveries are answered 5xx, for three minutes.',
      metric: api.metricServerError({ period, statistic: 'Average' }),
      threshold: 0.05,
      periods: 3,
    },
    {
      name: 'notifications-dead-letters',
      description: 'An event was given up: a merchant was not told of a payment after every attempt.',
      metric: outcomes.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      threshold: 0,
    },
  ];
}
