import type { AlarmDefinition, ServiceApi, ServiceFunction } from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';

const period = Duration.minutes(1);

/** Who is woken when payments are not taken. */
export function validationAlarms({
  functions,
  api,
}: {
  readonly functions: readonly ServiceFunction[];
  readonly api: ServiceApi;
}): readonly AlarmDefinition[] {
  const errors = functions.map((fn, at) => [`errors${at}`, fn.metricErrors({ period, statistic: 'Sum' })] as const);
  return [
    {
      name: 'validation-function-errors',
      description: 'Functions of validation crash or time out: merchants get 5xx instead of an accepted payment.',
      metric: new MathExpression({
        expression: errors.map(([id]) => id).join(' + '),
        usingMetrics: Object.fromEntries(errors),
        label: 'Errors of validation functions',
        period,
      }),
      threshold: 0,
    },
    {
      name: 'validation-api-5xx',
      // 503 from a standby region counts as well: DNS leads merchants to a region that may not act.
      description: 'More than 5 of 100 requests for payments are answered 5xx, for three minutes.',
      metric: api.metricServerError({ period, statistic: 'Average' }),
      threshold: 0.05,
      periods: 3,
    },
    {
      name: 'validation-history-unanswered',
      description:
        'Payments are decided on without blocklist and counters, for three minutes: whoever is blocked gets through.',
      metric: new Metric({
        namespace: 'Redoubt',
        metricName: 'UnansweredHistory',
        dimensionsMap: { service: 'validation' },
        period,
        statistic: 'Sum',
      }),
      threshold: 0,
      periods: 3,
    },
  ];
}
