import { physicalName, RegionalStack, type Topology } from '@redoubt/cdk-kit';
import { trafficMemory } from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import { Alarm, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** Name of the alarm that rings while the secondary seat is active. */
export function trafficMemoryAlarm(topology: Topology): string {
  return physicalName(topology, 'traffic-on-secondary');
}

/**
 * The memory of the traffic's vote: an alarm in the secondary's region, OK until a failover made that seat active.
 *
 * A stack of its own, deployed first: health checks of both regions name the alarm, and the primary's stack is deployed
 * before the secondary's.
 */
export class TrafficMemoryStack extends RegionalStack {
  constructor(scope: Construct, { topology }: { readonly topology: Topology }) {
    super(scope, { topology, seat: 'secondary', component: 'traffic-memory' });
    new Alarm(this, 'TrafficMemory', {
      alarmName: trafficMemoryAlarm(topology),
      alarmDescription:
        'The secondary seat is active: traffic goes there. Wakes nobody; health checks read it. ' +
        'Runbook: docs/runbooks/traffic-on-secondary.md',
      metric: new Metric({
        namespace: trafficMemory.namespace,
        metricName: trafficMemory.metricName,
        dimensionsMap: { service: trafficMemory.service },
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 0.5,
      evaluationPeriods: 1,
      // Silence is no news: what was remembered stays.
      treatMissingData: TreatMissingData.IGNORE,
    });
  }
}
