import { addAlarms, RegionalStack, type RegionalStackProps, RunOnDeploy, Schedule, ServiceApi } from '@redoubt/cdk-kit';
import { healthPaths } from '@redoubt/contracts';
import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { failoverAlarms, readinessEvery } from './failover-alarms.ts';
import { FailoverMachine } from './failover-machine.ts';
import { operatorFunctions } from './operator-functions.ts';
import { readinessFunction } from './readiness-function.ts';
import { heartbeatFunction, seedFunction, servingFunction, watchFunction } from './signal-functions.ts';
import { stageFunctions } from './stage-functions.ts';

/** Requests per second of health checks: two checks of some sixteen places each, every ten seconds, many times over. */
const servingRateMax = 50;

/** The failover service in one region; both regions run the same, and the region state says which of them acts. */
export class FailoverStack extends RegionalStack {
  constructor(scope: Construct, props: Omit<RegionalStackProps, 'component'>) {
    super(scope, { ...props, component: 'failover' });
    const stages = stageFunctions(this);
    const machine = new FailoverMachine(this, 'Machine', { stages });
    const seed = seedFunction(this);
    const heartbeat = heartbeatFunction(this);
    const watch = watchFunction(this, { machine, stages: Object.values(stages) });
    const serving = servingFunction(this);
    operatorFunctions(this, { machine });
    const readiness = readinessFunction(this, { machine });

    new RunOnDeploy(this, 'Seed', { fn: seed });
    const every = Duration.minutes(1);
    new Schedule(this, 'HeartbeatSchedule', { name: 'failover-heartbeat', every, fn: heartbeat });
    new Schedule(this, 'WatchSchedule', { name: 'failover-watch', every, fn: watch });
    new Schedule(this, 'ReadinessSchedule', { name: 'failover-check-readiness', every: readinessEvery, fn: readiness });

    const api = new ServiceApi(this, 'Api', {
      service: 'failover',
      description: 'Says to health checks who is active',
    });
    const servingRoute = { method: 'GET', path: healthPaths.serving.replace('/failover', '') } as const;
    api.route({ ...servingRoute, fn: serving });
    api.throttle(servingRoute, servingRateMax);

    addAlarms(this, failoverAlarms({ machine, heartbeat, watch, readiness }));
    new CfnOutput(this, 'StateMachineArn', {
      value: machine.arn,
      description: 'Failover state machine of this region',
    });
  }
}
