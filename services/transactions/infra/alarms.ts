import type { AlarmDefinition, EventQueue, ServiceApi, ServiceFunction } from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

const period = Duration.minutes(1);

/** Seconds that the oldest payment may wait: longer than a failover with all its stages. */
const queueAgeSecondsMax = 300;

/** Seconds that a command may wait for the archive: many passes, and far less than S3 takes to copy an object. */
const archiveLagSecondsMax = 300;
/** Seconds that a change may wait for the read model: a copy that far behind misleads whoever asks the standby. */
const changeAgeSecondsMax = 60;

/** Who is woken, and by what. Each has its runbook. */
export function transactionsAlarms({
  payments,
  changes,
  functions,
  api,
}: {
  readonly payments: EventQueue;
  /** What the read model is made from. */
  readonly changes: EventQueue;
  /** At most ten: an alarm's expression takes no more. */
  readonly functions: readonly ServiceFunction[];
  readonly api: ServiceApi;
}): readonly AlarmDefinition[] {
  return [
    {
      name: 'transactions-function-errors',
      description:
        'Functions of transactions that answer no request crash or time out: payments may wait, none is lost.',
      metric: new MathExpression({
        expression: functions.map((_, at) => `errors${at}`).join(' + '),
        label: 'Errors of transactions functions',
        period,
        usingMetrics: Object.fromEntries(
          functions.map((fn, at) => [`errors${at}`, fn.metricErrors({ period, statistic: Stats.SUM })]),
        ),
      }),
      threshold: 0,
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
      name: 'transactions-ledger-drift',
      description: 'LedgerDrift: the books do not add up. Money may be misstated; stop payouts first.',
      metric: serviceMetric('LedgerDrift'),
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
