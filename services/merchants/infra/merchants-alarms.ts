import { type AlarmDefinition, type ServiceApi, type ServiceFunction, sumOfFunctions } from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

const period = Duration.minutes(1);

/** Seconds that the slowest of 100 requests may take: three writes of a quorum take milliseconds, and nobody keeps functions started. */
const latencySecondsMax = 5;

/**
 * Alarms of the service.
 *
 * @param functions those that no request calls: what fails behind the API is counted as its 5xx answers
 */
export function merchantsAlarms({
  functions,
  api,
}: {
  readonly functions: readonly ServiceFunction[];
  readonly api: ServiceApi;
}): readonly AlarmDefinition[] {
  return [
    {
      name: 'merchants-function-errors',
      description: 'What finishes changes that broke off crashes, times out or is not started: keys may end late.',
      metric: sumOfFunctions({ counts: ['errors', 'throttles'], functions, label: 'merchants functions', period }),
      threshold: 0,
    },
    {
      name: 'merchants-api-5xx',
      description: 'Operators are answered 5xx when they register merchants or make or revoke keys.',
      metric: api.metricServerError({ period, statistic: Stats.SUM }),
      threshold: 0,
      periods: 3,
    },
    {
      name: 'merchants-api-latency',
      description: `One of 100 requests of operators takes more than ${latencySecondsMax} s, for three minutes.`,
      metric: api.metricLatency({ period, statistic: Stats.p(99) }),
      threshold: latencySecondsMax * 1_000,
      periods: 3,
      ignoresFewSamples: true,
    },
    {
      name: 'merchants-unfinished-changes',
      description: 'A change of a merchant is answered and not announced, and the sweep can not finish it.',
      metric: new Metric({
        namespace: 'Redoubt',
        metricName: 'UnfinishedChanges',
        dimensionsMap: { service: 'merchants' },
        // The sweep looks every five minutes: two that fail are within eleven.
        period: Duration.minutes(6),
        statistic: Stats.SUM,
      }),
      threshold: 0,
      periods: 2,
    },
  ];
}
