import { type AlarmDefinition, type ServiceFunction, sumOf } from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { FailoverMachine } from './failover-machine.ts';

const period = Duration.minutes(1);

/** How often both regions are looked at: some hundred calls to control planes each time. */
export const readinessEvery = Duration.minutes(15);

/** Holds at least one look, so that the alarm stays while a finding does. */
const readinessPeriod = Duration.minutes(30);

export interface FailoverAlarmsProps {
  readonly machine: FailoverMachine;
  readonly heartbeat: ServiceFunction;
  readonly watch: ServiceFunction;
  readonly readiness: ServiceFunction;
}

/** Each has its runbook. */
export function failoverAlarms({
  machine,
  heartbeat,
  watch,
  readiness,
}: FailoverAlarmsProps): readonly AlarmDefinition[] {
  return [
    {
      name: 'failover-started',
      description: 'This region has begun to take over from the other one. Nothing needs to be done by hand; watch it.',
      metric: machineMetric(machine, 'ExecutionsStarted'),
      threshold: 0,
    },
    {
      name: 'failover-stopped',
      description: 'A failover stopped half way: payments may be accepted and not booked. It is tried again by itself.',
      metric: new MathExpression({
        expression: sumOf(['failed', 'timedOut', 'aborted']),
        label: 'Failovers that did not end',
        period,
        usingMetrics: {
          failed: machineMetric(machine, 'ExecutionsFailed'),
          timedOut: machineMetric(machine, 'ExecutionsTimedOut'),
          aborted: machineMetric(machine, 'ExecutionsAborted'),
        },
      }),
      threshold: 0,
    },
    {
      name: 'failover-blocked',
      description: 'The active region has failed and this one can not take over; the log names each obstacle.',
      metric: serviceMetric('BlockedFailovers'),
      threshold: 0,
    },
    {
      name: 'failover-held',
      description:
        'A failover would be due and is held, by the dwell, by too many of them or by a person. Decide by hand.',
      metric: serviceMetric('HeldFailovers'),
      threshold: 0,
      periods: 2,
    },
    {
      name: 'failover-awaits-approval',
      description: 'A failover is due and waits for a person: approve or reject it. Money may stand still meanwhile.',
      metric: serviceMetric('AwaitedApprovals'),
      threshold: 0,
    },
    {
      name: 'failover-traffic-astray',
      description:
        'The shared name has not led to the active region for three minutes: clients ask a region that refuses.',
      metric: serviceMetric('TrafficAstray'),
      threshold: 0,
    },
    {
      name: 'failover-signals-down',
      description:
        'A signal of the active region is down for minutes, and no failover has followed: find out which, and why.',
      metric: serviceMetric('SignalsDown'),
      threshold: 0,
      periods: 3,
    },
    {
      name: 'failover-stage-unready',
      description: 'A stage of the failover could not even start when it was rehearsed: a failover would stop there.',
      metric: serviceMetric('FailedRehearsals'),
      threshold: 0,
      periods: 2,
    },
    {
      name: 'failover-not-ready',
      description:
        'The standby is not as the active region is, or could not take over: a failover would meet it. The log names each finding.',
      metric: serviceMetric('ReadinessFindings', readinessPeriod),
      threshold: 0,
    },
    silence('failover-readiness-silent', readiness, {
      description: 'Nobody compares the regions: a difference between them would show in a failover.',
      of: readinessPeriod,
    }),
    silence('failover-watch-silent', watch, {
      description: 'Nobody watches from this region: a loss of the other would go unseen.',
    }),
    silence('failover-heartbeat-silent', heartbeat, {
      description: 'The sign of life is not renewed: the other region may take over.',
    }),
  ];
}

/** Rings when no call of a scheduled function has ended well for three periods. */
function silence(
  name: string,
  fn: ServiceFunction,
  { description, of = period }: { readonly description: string; readonly of?: Duration },
): AlarmDefinition {
  return {
    name,
    description,
    metric: new MathExpression({
      expression: 'FILL(calls, 0) - FILL(errors, 0)',
      label: 'Calls that ended well',
      period: of,
      usingMetrics: {
        calls: fn.metricInvocations({ period: of, statistic: 'Sum' }),
        errors: fn.metricErrors({ period: of, statistic: 'Sum' }),
      },
    }),
    threshold: 1,
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    periods: 3,
    whenSilent: TreatMissingData.BREACHING,
  };
}

function machineMetric({ arn }: FailoverMachine, metricName: string): Metric {
  return new Metric({
    namespace: 'AWS/States',
    metricName,
    dimensionsMap: { StateMachineArn: arn },
    period,
    statistic: 'Sum',
  });
}

/** A metric that the service's functions report. */
function serviceMetric(metricName: string, of = period): Metric {
  return new Metric({
    namespace: 'Redoubt',
    metricName,
    dimensionsMap: { service: 'failover' },
    period: of,
    statistic: 'Maximum',
  });
}
