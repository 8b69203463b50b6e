import {
  type AlarmDefinition,
  type EventQueue,
  type ServiceApi,
  type ServiceFunction,
  sumOfFunctions,
} from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

const period = Duration.minutes(1);

/** Seconds that the oldest payment may wait: longer than a failover with all its stages. */
const queueAgeSecondsMax = 300;

/** Seconds that a command may wait for the archive: many passes, and far less than S3 takes to copy an object. */
const archiveLagSecondsMax = 300;

/** Seconds that a change may wait for the read model: a copy that far behind misleads whoever asks the standby. */
const changeAgeSecondsMax = 60;

/** Seconds that the slowest of 100 requests may take: one statement takes milliseconds, and callers give up after some. */
const latencySecondsMax = 3;

/** Who is woken, and by what. Each has its runbook. */
export function transactionsAlarms({
  payments,
  changes,
  background,
  recoveryHooks,
  api,
}: {
  readonly payments: EventQueue;
  /** What the read model is made from. */
  readonly changes: EventQueue;
  /** At most ten each: an alarm's expression takes no more. */
  readonly background: readonly ServiceFunction[];
  readonly recoveryHooks: readonly ServiceFunction[];
  readonly api: ServiceApi;
}): readonly AlarmDefinition[] {
  return [
    {
      name: 'transactions-function-errors',
      description:
        'Functions of transactions that answer no request crash or time out: payments may wait, none is lost.',
      metric: sumOfFunctions({ counts: ['errors'], functions: background, label: 'transactions functions', period }),
      threshold: 0,
      periods: 3,
    },
    {
      name: 'transactions-function-throttles',
      // A function behind the gateway that is throttled is a 5xx of the API.
      description: 'Lambda has no copies left for functions of transactions: payments are booked and announced late.',
      metric: sumOfFunctions({ counts: ['throttles'], functions: background, label: 'transactions functions', period }),
      threshold: 0,
      periods: 3,
    },
    {
      name: 'transactions-recovery-errors',
      description: 'What a deployment or a failover calls of transactions fails: a failover would stop there.',
      metric: sumOfFunctions({
        counts: ['errors', 'throttles'],
        functions: recoveryHooks,
        label: 'recovery hooks and migrations of transactions',
        period,
      }),
      threshold: 0,
      // During a failover they may have to wait for the new writer, and are called again.
      periods: 3,
    },
    {
      name: 'transactions-api-5xx',
      // 503 counts as well: a standby that is asked for payments, or a ledger that gives no answer.
      description: 'More than 5 of 100 requests to see or change a payment are answered 5xx, for three minutes.',
      metric: api.metricServerError({ period, statistic: Stats.AVERAGE }),
      threshold: 0.05,
      periods: 3,
    },
    {
      name: 'transactions-api-latency',
      description: `One of 100 requests to see or change a payment takes more than ${latencySecondsMax} s, for three minutes.`,
      metric: api.metricLatency({ period, statistic: Stats.p(99) }),
      threshold: latencySecondsMax * 1_000,
      periods: 3,
      ignoresFewSamples: true,
    },
    {
      name: 'transactions-queue-age',
      description: `Accepted payments wait for more than ${queueAgeSecondsMax} s to be booked.`,
      metric: payments.queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM }),
      threshold: queueAgeSecondsMax,
    },
    {
      name: 'transactions-dead-letters',
      description:
        'Accepted payments were given up by the queue; the sweep announces them again until they are booked.',
      metric: payments.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
      threshold: 0,
    },
    {
      name: 'transactions-changes-age',
      description: `The read model is more than ${changeAgeSecondsMax} s behind: the standby would show payments as they were.`,
      metric: changes.queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM }),
      threshold: changeAgeSecondsMax,
    },
    {
      name: 'transactions-changes-dead-letters',
      description: 'Changes of payments were given up on their way into the read model; the ledger has them.',
      metric: changes.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
      threshold: 0,
    },
    {
      name: 'transactions-unbooked-commands',
      description: 'Acknowledged payments are not in the ledger minutes after their acceptance.',
      metric: serviceMetric('UnbookedCommands'),
      threshold: 0,
      // One sweep may find what was accepted during a failover; it is booked by the next.
      periods: 3,
    },
    {
      name: 'transactions-outcomes-diverged',
      description:
        'A command was decided in both regions, and otherwise in each: the answer is not what the books say.',
      metric: serviceMetric('OutcomesDiverged'),
      threshold: 0,
    },
    {
      name: 'transactions-ledger-drift',
      description: 'LedgerDrift: the books do not add up. Money may be misstated; stop payouts first.',
      metric: serviceMetric('LedgerDrift'),
      threshold: 0,
    },
    {
      name: 'transactions-shortfalls-booked',
      description:
        'An answered change is more than the promoted books carry: its rest is in suspense and needs a person.',
      metric: serviceMetric('BookedShortfalls'),
      threshold: 0,
    },
    {
      name: 'transactions-archive-lag',
      description: `What the ledger has done is not in the archive for more than ${archiveLagSecondsMax} s.`,
      metric: serviceMetric('ArchiveLag'),
      threshold: archiveLagSecondsMax * 1_000,
    },
  ];
}

/** A metric that the service's functions report. Only the active region does: the standby's silence is no news. */
function serviceMetric(metricName: string): Metric {
  return new Metric({
    namespace: 'Redoubt',
    metricName,
    dimensionsMap: { service: 'transactions' },
    period,
    statistic: Stats.MAXIMUM,
  });
}
