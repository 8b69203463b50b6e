import {
  type AlarmDefinition,
  type EventQueue,
  type ServiceApi,
  type ServiceFunction,
  sumOfFunctions,
} from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { settlementGraceHours } from '../src/maintaining/check-ledger.ts';

const period = Duration.minutes(1);

/** Pause between two settlements: a shorter period would hold none. */
const settlementPeriod = Duration.minutes(5);

/** Seconds that the oldest payment may wait: longer than a whole failover. */
const queueAgeSecondsMax = 300;

/** Seconds that a command may wait for the archive: many passes. */
const archiveLagSecondsMax = 300;

/** Seconds that a change may wait for the read model: an older copy misleads readers in the standby. */
const changeAgeSecondsMax = 60;

/** Seconds that the slowest of 100 requests may take: one statement takes milliseconds. */
const latencySecondsMax = 3;

/** Seconds that an export may take: some ten million rows, or many before it. */
const exportAgeSecondsMax = 1_800;

/** The service's alarms; each has its runbook. */
export function transactionsAlarms({
  payments,
  changes,
  background,
  settleMerchants,
  copySettings,
  makeExports,
  recoveryHooks,
  rehearse,
  api,
}: {
  readonly payments: EventQueue;
  /** Feeds the read model. */
  readonly changes: EventQueue;
  /** At most ten: the limit of an alarm's expression. */
  readonly background: readonly ServiceFunction[];
  readonly settleMerchants: ServiceFunction;
  readonly copySettings: ServiceFunction;
  readonly makeExports: ServiceFunction;
  readonly recoveryHooks: readonly ServiceFunction[];
  /** Keeps functions that answer or book started. */
  readonly rehearse: ServiceFunction;
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
      // Throttling of a function behind the gateway shows as 5xx of the API.
      description: 'Lambda has no copies left for functions of transactions: payments are booked and announced late.',
      metric: sumOfFunctions({ counts: ['throttles'], functions: background, label: 'transactions functions', period }),
      threshold: 0,
      periods: 3,
    },
    {
      name: 'transactions-recovery-errors',
      description: 'A recovery hook of transactions fails: a failover would stop there.',
      metric: sumOfFunctions({
        counts: ['errors', 'throttles'],
        functions: recoveryHooks,
        label: 'recovery hooks of transactions',
        period,
      }),
      threshold: 0,
      // During a failover they may wait for the new writer and are called again.
      periods: 3,
    },
    {
      name: 'transactions-rehearsal-errors',
      description: 'A function of transactions can not start here: after a failover it would be missing.',
      metric: sumOfFunctions({
        counts: ['errors', 'throttles'],
        functions: [rehearse],
        label: 'rehearsals of transactions',
        period,
      }),
      threshold: 0,
    },
    {
      name: 'transactions-api-5xx',
      // 503 counts too: a standby asked for payments, or a ledger that does not answer.
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
      // One sweep may find commands of a failover; the next finds them booked.
      periods: 3,
    },
    {
      name: 'transactions-commands-set-aside',
      description:
        'An acknowledged command can not be booked, was tried several times, and is in doubt until a person looks.',
      metric: serviceMetric('CommandsSetAside'),
      threshold: 0,
    },
    {
      name: 'transactions-outcomes-diverged',
      description: 'Both regions decided a command, and differently: the answer contradicts the books.',
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
      name: 'transactions-settlement-errors',
      description: 'The function that pays out to merchants fails, three times in a row: nobody is paid.',
      metric: sumOfFunctions({
        counts: ['errors', 'throttles'],
        functions: [settleMerchants],
        label: 'settlements of transactions',
        period: settlementPeriod,
      }),
      threshold: 0,
      periods: 3,
    },
    {
      name: 'transactions-settings-errors',
      description:
        'The function that copies terms and blocklist again fails, three times in a row: a change may not be known to validation.',
      metric: sumOfFunctions({
        counts: ['errors', 'throttles'],
        functions: [copySettings],
        label: 'copies of settings',
        period,
      }),
      threshold: 0,
      periods: 3,
    },
    {
      name: 'transactions-export-errors',
      description: 'The function that writes files of exports fails, three times in a row: no export gets ready.',
      metric: sumOfFunctions({
        counts: ['errors', 'throttles'],
        functions: [makeExports],
        label: 'exports of transactions',
        period,
      }),
      threshold: 0,
      periods: 3,
    },
    {
      name: 'transactions-exports-late',
      description: `An export has been under way for more than ${exportAgeSecondsMax / 60} minutes, for three minutes.`,
      metric: serviceMetric('ExportAge'),
      threshold: exportAgeSecondsMax,
      periods: 3,
    },
    {
      name: 'transactions-exports-failed',
      description: 'An export was given up: it is larger than a file may be, or could not be written in several tries.',
      metric: serviceMetric('FailedExports'),
      threshold: 0,
    },
    {
      name: 'transactions-settlements-overdue',
      description: `Merchants are not paid out though their day was over ${settlementGraceHours} hours ago.`,
      metric: serviceMetric('SettlementsOverdue'),
      threshold: 0,
      // A failover may be under way.
      periods: 3,
    },
    {
      name: 'transactions-shortfalls-booked',
      description:
        'The promoted books could not carry an answered change in full: the rest is in suspense and needs a person.',
      metric: serviceMetric('BookedShortfalls'),
      threshold: 0,
    },
    {
      name: 'transactions-archive-lag',
      description: `The archive is more than ${archiveLagSecondsMax} s behind the ledger.`,
      metric: serviceMetric('ArchiveLag'),
      threshold: archiveLagSecondsMax * 1_000,
    },
  ];
}

/** A metric of the service's functions. Only the active region reports it: silence of the standby is normal. */
function serviceMetric(metricName: string): Metric {
  return new Metric({
    namespace: 'Redoubt',
    metricName,
    dimensionsMap: { service: 'transactions' },
    period,
    statistic: Stats.MAXIMUM,
  });
}
