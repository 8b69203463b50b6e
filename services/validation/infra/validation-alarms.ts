import { type AlarmDefinition, type ServiceApi, type ServiceFunction, sumOfFunctions } from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

const period = Duration.minutes(1);

/** Seconds that the slowest of 100 requests may take: a quorum's write takes milliseconds, and callers give up after some. */
const latencySecondsMax = 3;

/** Alarms of the service. */
export function validationAlarms({
  functions,
  api,
}: {
  readonly functions: readonly ServiceFunction[];
  readonly api: ServiceApi;
}): readonly AlarmDefinition[] {
  return [
    {
      name: 'validation-function-errors',
      description: 'Functions of validation crash or time out: merchants get 5xx instead of an accepted payment.',
      metric: sumOfFunctions({ counts: ['errors'], functions, label: 'validation functions', period }),
      threshold: 0,
    },
    {
      name: 'validation-function-throttles',
      description:
        'Lambda has no copies left for functions of validation: merchants get 5xx instead of an accepted payment.',
      metric: sumOfFunctions({ counts: ['throttles'], functions, label: 'validation functions', period }),
      threshold: 0,
      periods: 3,
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
      name: 'validation-api-latency',
      description: `One of 100 requests for payments takes more than ${latencySecondsMax} s, for three minutes.`,
      metric: api.metricLatency({ period, statistic: Stats.p(99) }),
      threshold: latencySecondsMax * 1_000,
      periods: 3,
      ignoresFewSamples: true,
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
