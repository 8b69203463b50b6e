import { type AlarmDefinition, type ServiceFunction, sumOf } from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { FailoverMachine } from './failover-machine.ts';

const period = Duration.minutes(1);

export interface FailoverAlarmsProps {
  readonly machine: FailoverMachine;
  readonly heartbeat: ServiceFunction;
  readonly watch: ServiceFunction;
}

/** Each has its runbook. */
export function failoverAlarms({ machine, heartbeat, watch }: FailoverAlarmsProps): readonly AlarmDefinition[] {
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
        'A failover would be due and is held: the last one was just now, or there were too many. Decide by hand.',
      metric: serviceMetric('HeldFailovers'),
      threshold: 0,
      periods: 2,
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
    silence('failover-watch-silent', watch, 'Nobody watches from this region: a loss of the other would go unseen.'),
    silence('failover-heartbeat-silent', heartbeat, 'The sign of life is not renewed: the other region may take over.'),
  ];
}

/** Rings when no call of a loop has ended well for three minutes. */
function silence(name: string, fn: ServiceFunction, description: string): AlarmDefinition {
  return {
    name,
    description,
    metric: new MathExpression({
      expression: 'FILL(calls, 0) - FILL(errors, 0)',
      label: 'Calls that ended well',
      period,
      usingMetrics: {
        calls: fn.metricInvocations({ period, statistic: 'Sum' }),
        errors: fn.metricErrors({ period, statistic: 'Sum' }),
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
function serviceMetric(metricName: string): Metric {
  return new Metric({
    namespace: 'Redoubt',
    metricName,
    dimensionsMap: { service: 'failover' },
    period,
    statistic: 'Maximum',
  });
}
