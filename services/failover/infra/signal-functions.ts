import { platformValue, regionalStackOf, ServiceFunction } from '@redoubt/cdk-kit';
import { heartbeatKey, regionStateKey, replicaKey, watchKey } from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FailoverMachine } from './failover-machine.ts';
import {
  addDamping,
  grantAnnounce,
  grantHooks,
  grantItems,
  grantReplicaLag,
  grantWatching,
  heedDrills,
} from './grants.ts';

/** Timeout of the functions that loop: 65 s of ticks, and room for the last to end. */
const loopTimeout = Duration.seconds(90);

/** A loop begins every minute, outlasts it, and may begin late. Reserved, so that payments starve no signal. */
const loopConcurrency = 3;

/** Route 53 asks from about fifteen places every ten seconds. Reserved, so that payments starve no health check. */
const servingConcurrency = 10;

/** Writes the first region state, at each deployment, unless there is one. */
export function seedFunction(scope: Construct): ServiceFunction {
  const { topology } = regionalStackOf(scope);
  const seed = new ServiceFunction(scope, 'SeedRegionState', {
    service: 'failover',
    name: 'seed-region-state',
    handler: 'seed-region-state',
    description: 'Makes the primary region active, unless it was ever decided who is',
    timeout: Duration.seconds(90),
    concurrencyMax: 1,
    environment: { PRIMARY_REGION: topology.regions.primary },
  });
  grantItems(seed, ['PutItem'], [regionStateKey]);
  return seed;
}

/** Gives this region's sign of life while it is active, and proves that money can be booked. */
export function heartbeatFunction(scope: Construct): ServiceFunction {
  const { region, topology } = regionalStackOf(scope);
  const heartbeat = new ServiceFunction(scope, 'Heartbeat', {
    service: 'failover',
    name: 'heartbeat',
    handler: 'heartbeat',
    description: 'Renews the sign of life of the active region, and checks that it can book',
    timeout: loopTimeout,
    concurrencyMax: loopConcurrency,
    environment: { PRIMARY_REGION: topology.regions.primary, API_NAME: platformValue(scope, 'apiDomainName') },
  });
  addDamping(heartbeat);
  grantHooks(heartbeat);
  grantItems(heartbeat, ['PutItem'], [heartbeatKey(region)]);
  return heartbeat;
}

export interface WatchFunctionProps {
  readonly machine: FailoverMachine;
  readonly stages: readonly ServiceFunction[];
}

/** Watches the active region while this one is standby, and orders what is due. */
export function watchFunction(scope: Construct, { machine, stages }: WatchFunctionProps): ServiceFunction {
  const { region } = regionalStackOf(scope);
  const watch = new ServiceFunction(scope, 'Watch', {
    service: 'failover',
    name: 'watch',
    handler: 'watch',
    description: 'Watches the active region from the standby, and finishes takeovers of its own',
    timeout: loopTimeout,
    concurrencyMax: loopConcurrency,
    environment: {
      STATE_MACHINE_ARN: machine.arn,
      STAGE_FUNCTIONS: stages.map((stage) => stage.functionName).join(','),
    },
  });
  grantWatching(watch);
  heedDrills(watch);
  grantAnnounce(watch);
  grantReplicaLag(watch);
  grantItems(watch, ['PutItem'], [replicaKey(region), watchKey(region), regionStateKey]);
  watch.addToRolePolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.arn] }));
  watch.addToRolePolicy(
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: stages.map((stage) => stage.functionArn) }),
  );
  return watch;
}

/** Says to Route 53 whether this region is the active one. */
export function servingFunction(scope: Construct): ServiceFunction {
  return new ServiceFunction(scope, 'Serving', {
    service: 'failover',
    name: 'serving',
    handler: 'serving',
    description: 'Answers health checks: is this region the active one?',
    concurrencyMax: servingConcurrency,
  });
}
