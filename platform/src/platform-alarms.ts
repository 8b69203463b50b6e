import { type AlarmDefinition, sumOf } from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
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
  /** Names of this region's archive and of the other one's. */
  readonly archives: { readonly own: string; readonly peer: string };
  readonly peerRegion: string;
  readonly backupVaultName: string;
}

/**
 * Alarms on the platform's own resources. Each has its runbook.
 *
 * The lag of the ledger is reported only where the replica is. Which region that is changes with a failover, so both
 * regions have the alarms, and silence is an alarm too: a new writer, or dead replication.
 */
export function platformAlarms(props: PlatformAlarmsProps): readonly AlarmDefinition[] {
  const lag = replicationLag(props.ledgerClusterId, { sourceRegion: props.peerRegion });
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
      description:
        'Journal, region state, sessions, settings or access keys refuse calls for their rate: requests are answered 503.',
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
      description: "This region's copy of the other one's archive is more than 15 minutes behind.",
      metric: new Metric({
        namespace: 'AWS/S3',
        metricName: 'ReplicationLatency',
        dimensionsMap: {
          SourceBucket: props.archives.peer,
          DestinationBucket: props.archives.own,
          RuleId: 'archive',
        },
        period,
        statistic: Stats.MAXIMUM,
      }),
      threshold: archiveLagSecondsMax,
      // S3 reports while it has something to copy: a backlog that falls silent is not a backlog that is gone.
      whenSilent: TreatMissingData.IGNORE,
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

export interface ReplicationLagProps {
  /** Region that the replica follows. */
  readonly sourceRegion: string;
  /**
   * Region of the replica.
   *
   * @default - the stack's own
   */
  readonly region?: string;
}

/** Lag of a region's replica, in milliseconds. The writer reports none. */
export function replicationLag(clusterId: string, { sourceRegion, region }: ReplicationLagProps): Metric {
  return new Metric({
    namespace: 'AWS/RDS',
    metricName: 'AuroraGlobalDBReplicationLag',
    dimensionsMap: { DBClusterIdentifier: clusterId, SourceRegion: sourceRegion },
    period,
    statistic: Stats.MAXIMUM,
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
  return new MathExpression({ expression: sumOf(Object.keys(usingMetrics)), usingMetrics, label, period });
}
