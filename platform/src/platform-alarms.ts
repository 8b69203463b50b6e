import type { AlarmDefinition } from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

const period = Duration.minutes(1);

/** Lag of a slow replica (from one specification), and lag at which the recovery point is lost (from another). */
const lagMsMax = { warning: 1_000, critical: 60_000 };

/** Four fifths of the 2,000 connections that Aurora PostgreSQL allows when its capacity may fall to 0.5 ACU. */
const connectionsMax = 1_600;

/** S3's replication time control promises this, in seconds. */
const archiveLagSecondsMax = 15 * 60;

export interface PlatformAlarmsProps {
  readonly ledgerClusterId: string;
  readonly tableNames: readonly string[];
  readonly undelivered: Queue;
  readonly archive: { readonly source: string; readonly target: string };
  readonly backupVaultName: string;
}

/**
 * Alarms on the platform's own resources. Each has its runbook.
 *
 * The lag of the ledger is reported only where the replica is. Which region that is changes with a failover, so both
 * regions have the alarms, and silence is an alarm too: a new writer, or dead replication.
 */
export function platformAlarms(props: PlatformAlarmsProps): readonly AlarmDefinition[] {
  const lag = ledgerMetric(props.ledgerClusterId, 'AuroraGlobalDBReplicationLag', Stats.MAXIMUM);
  return [
    {
      name: 'ledger-lag-warning',
      description: `The replica of the ledger in this region is more than ${lagMsMax.warning / 1000} s behind the writer.`,
      metric: lag,
      threshold: lagMsMax.warning,
      periods: 5,
      tellsOfSilence: true,
    },
    {
      name: 'ledger-lag-critical',
      description: `The replica of the ledger in this region is more than ${lagMsMax.critical / 1000} s behind: a failover now would apply that much from the journal.`,
      metric: lag,
      threshold: lagMsMax.critical,
      tellsOfSilence: true,
    },
    {
      name: 'ledger-connections',
      description: 'The ledger in this region is about to run out of connections; payments would be refused.',
      metric: ledgerMetric(props.ledgerClusterId, 'DatabaseConnections', Stats.MAXIMUM),
      threshold: connectionsMax,
      periods: 3,
    },
    {
      name: 'ledger-cpu',
      description: 'The ledger in this region works at more than 80 % of its largest capacity.',
      metric: ledgerMetric(props.ledgerClusterId, 'CPUUtilization', Stats.AVERAGE),
      threshold: 80,
      periods: 5,
    },
    {
      name: 'tables-throttled',
      description: 'Journal, region state or sessions refuse calls for their rate: payments are answered 503.',
      metric: ofTables(props.tableNames, ['ReadThrottleEvents', 'WriteThrottleEvents'], 'Throttled calls'),
      threshold: 0,
    },
    {
      name: 'events-not-forwarded',
      description: 'Events of this region could not be copied to the other one for a day. No payment waits for them.',
      metric: props.undelivered.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
      threshold: 0,
    },
    {
      name: 'archive-lag',
      description: 'The archive of this region is more than 15 minutes ahead of its copy in the other one.',
      metric: new Metric({
        namespace: 'AWS/S3',
        metricName: 'ReplicationLatency',
        dimensionsMap: {
          SourceBucket: props.archive.source,
          DestinationBucket: props.archive.target,
          RuleId: 'archive',
        },
        period,
        statistic: Stats.MAXIMUM,
      }),
      threshold: archiveLagSecondsMax,
    },
    {
      name: 'backup-failed',
      description: 'A daily backup of this region failed. The copies of the last seven days are still there.',
      metric: new Metric({
        namespace: 'AWS/Backup',
        metricName: 'NumberOfBackupJobsFailed',
        dimensionsMap: { BackupVaultName: props.backupVaultName },
        period: Duration.hours(1),
        statistic: Stats.SUM,
      }),
      threshold: 0,
    },
  ];
}

/** A metric of a region's member of the global cluster. */
export function ledgerMetric(clusterId: string, metricName: string, statistic: string, region?: string): Metric {
  return new Metric({
    namespace: 'AWS/RDS',
    metricName,
    dimensionsMap: { DBClusterIdentifier: clusterId },
    period,
    statistic,
    ...(region === undefined ? {} : { region, label: region }),
  });
}

function ofTables(tableNames: readonly string[], metricNames: readonly string[], label: string): IMetric {
  const metrics = tableNames.flatMap((TableName) =>
    metricNames.map(
      (metricName) =>
        new Metric({
          namespace: 'AWS/DynamoDB',
          metricName,
          dimensionsMap: { TableName },
          period,
          statistic: Stats.SUM,
        }),
    ),
  );
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`calls${index}`, metric]));
  // A table that throttles nothing reports nothing: without FILL one silent part would silence the sum.
  const expression = Object.keys(usingMetrics)
    .map((id) => `FILL(${id}, 0)`)
    .join(' + ');
  return new MathExpression({ expression, usingMetrics, label, period });
}
