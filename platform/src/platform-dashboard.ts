import { physicalName, type RegionalStack, regionalName } from '@redoubt/cdk-kit';
import { serviceNames } from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ledgerMetric, replicationLag } from './platform-alarms.ts';

const period = Duration.minutes(1);

/**
 * Both regions side by side, in each region's dashboard: whichever is lost, the other one's still shows what happened.
 *
 * Every graph has one line per region, under the region's name. A region that is gone falls silent.
 */
export class PlatformDashboard extends Construct {
  constructor(scope: RegionalStack, id: string) {
    super(scope, id);
    const { topology, region } = scope;
    const clusterId = physicalName(topology, 'ledger-cluster');
    const both = (metricOf: (region: string) => IMetric): IMetric[] =>
      [topology.regions.primary, topology.regions.secondary].map(metricOf);
    new Dashboard(this, 'Dashboard', {
      // Dashboards of one account share their names over all regions.
      dashboardName: regionalName(topology, region, 'platform-dashboard'),
      defaultInterval: Duration.hours(3),
      widgets: [
        [text(`# Redoubt ${topology.environmentSuffix}\nSeen from ${region}. Runbooks: docs/runbooks/.`)],
        [
          graph(
            'Requests per minute',
            both((r) => apiMetric(scope, r, 'validation', 'Count', Stats.SUM)),
          ),
          graph(
            'API latency p99 (ms)',
            both((r) => apiMetric(scope, r, 'validation', 'Latency', Stats.p(99))),
          ),
          graph(
            'Answers 5xx per minute, all services',
            serviceNames.flatMap((service) =>
              both((r) => apiMetric(scope, r, service, '5XXError', Stats.SUM, `${r} ${service}`)),
            ),
          ),
        ],
        [
          graph(
            'Ledger: replication lag (ms), reported by the replica',
            [topology.regions.primary, topology.regions.secondary].map((r, _, [first, second]) =>
              replicationLag(clusterId, { region: r, sourceRegion: String(r === first ? second : first) }),
            ),
          ),
          graph(
            'Ledger: connections',
            both((r) => ledgerMetric(clusterId, 'DatabaseConnections', Stats.MAXIMUM, r)),
          ),
          graph(
            'Ledger: CPU (%)',
            both((r) => ledgerMetric(clusterId, 'CPUUtilization', Stats.AVERAGE, r)),
          ),
        ],
        [
          graph(
            'Journal: writes per minute',
            both((r) => journalMetric(scope, r, 'SampleCount')),
          ),
          graph(
            'Journal: latency of a write (ms)',
            both((r) => journalMetric(scope, r, Stats.p(99))),
          ),
          graph(
            'Journaled, not yet in the ledger',
            both((r) => reported(r, 'transactions', 'UnbookedCommands')),
          ),
        ],
        [
          graph(
            'Failover: signals down, seen by each region',
            both((r) => reported(r, 'failover', 'SignalsDown')),
          ),
          graph(
            'Failover: runs started',
            both((r) => machineMetric(scope, r, 'ExecutionsStarted')),
          ),
          graph(
            'Failover: runs that ended well',
            both((r) => machineMetric(scope, r, 'ExecutionsSucceeded')),
          ),
        ],
      ],
    });
  }
}

function text(markdown: string): IWidget {
  return new TextWidget({ markdown, width: 24, height: 2 });
}

function graph(title: string, left: IMetric[]): IWidget {
  return new GraphWidget({ title, left, width: 8, height: 6, leftYAxis: { min: 0, showUnits: false } });
}

function apiMetric(
  { topology }: RegionalStack,
  region: string,
  service: string,
  metricName: string,
  statistic: string,
  label = region,
): Metric {
  const dimensionsMap = { ApiName: physicalName(topology, `${service}-api`) };
  return new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap, period, statistic, region, label });
}

function journalMetric({ topology }: RegionalStack, region: string, statistic: string): Metric {
  return new Metric({
    namespace: 'AWS/DynamoDB',
    metricName: 'SuccessfulRequestLatency',
    dimensionsMap: { TableName: physicalName(topology, 'journal-table'), Operation: 'PutItem' },
    period,
    statistic,
    region,
    label: region,
  });
}

/** A metric that functions of a service report themselves. */
function reported(region: string, service: string, metricName: string): Metric {
  return new Metric({
    namespace: 'Redoubt',
    metricName,
    dimensionsMap: { service },
    period,
    statistic: Stats.MAXIMUM,
    region,
    label: region,
  });
}

function machineMetric({ topology, account }: RegionalStack, region: string, metricName: string): Metric {
  const name = physicalName(topology, 'failover-machine');
  return new Metric({
    namespace: 'AWS/States',
    metricName,
    dimensionsMap: { StateMachineArn: `arn:aws:states:${region}:${account}:stateMachine:${name}` },
    period,
    statistic: Stats.SUM,
    region,
    label: region,
  });
}
