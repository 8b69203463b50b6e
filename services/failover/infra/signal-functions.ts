import { platformValue, regionalStackOf, ServiceFunction } from '@redoubt/cdk-kit';
import { heartbeatKey, regionStateKey } from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FailoverMachine } from './failover-machine.ts';
import { grantItems, grantLookout } from './grants.ts';

/** Timeout of the functions that loop: 65 s of looking, and room for the last look to end. */
const loopTimeout = Duration.seconds(90);

/** Writes the first region state, at each deployment, unless there is one. */
export function seedFunction(scope: Construct): ServiceFunction {
  const { topology } = regionalStackOf(scope);
  const seed = new ServiceFunction(scope, 'SeedRegionState', {
    service: 'failover',
    name: 'seed-region-state',
    handler: 'seed-region-state',
    description: 'Makes the primary region active, unless it was ever decided who is',
    timeout: Duration.seconds(90),
    environment: { PRIMARY_REGION: topology.regions.primary },
  });
  grantItems(seed, ['PutItem'], [regionStateKey]);
  return seed;
}

/** Gives this region's sign of life while it is active. */
export function heartbeatFunction(scope: Construct): ServiceFunction {
  const { region } = regionalStackOf(scope);
  const heartbeat = new ServiceFunction(scope, 'Heartbeat', {
    service: 'failover',
    name: 'heartbeat',
    handler: 'heartbeat',
    description: 'Renews the sign of life of the active region',
    timeout: loopTimeout,
    environment: { SIGNAL_INTERVAL_MS: platformValue(scope, 'signalIntervalMs') },
  });
  grantItems(heartbeat, ['PutItem'], [heartbeatKey(region)]);
  return heartbeat;
}

export interface WatchFunctionProps {
  readonly machine: FailoverMachine;
  readonly stages: readonly ServiceFunction[];
}

/** Watches the active region while this one is standby, and orders the failover. */
export function watchFunction(scope: Construct, { machine, stages }: WatchFunctionProps): ServiceFunction {
  const { topology, peerRegion } = regionalStackOf(scope);
  const watch = new ServiceFunction(scope, 'Watch', {
    service: 'failover',
    name: 'watch',
    handler: 'watch',
    description: 'Watches the active region from the standby and orders a failover',
    timeout: loopTimeout,
    environment: {
      PEER_REGION: peerRegion,
      STATE_MACHINE_ARN: machine.arn,
      STAGE_FUNCTIONS: stages.map((stage) => stage.functionName).join(','),
      // An environment that may be destroyed may be drilled with faults; one with protected data never.
      DRILLS: topology.retention.profile === 'ephemeral' ? 'heeded' : 'ignored',
    },
  });
  grantLookout(watch);
  watch.addToRolePolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.arn] }));
  watch.addToRolePolicy(
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: stages.map((stage) => stage.functionArn) }),
  );
  return watch;
}

/** Tells Route 53 whether traffic is held away from the other region. */
export function latchFunction(scope: Construct): ServiceFunction {
  const { peerRegion } = regionalStackOf(scope);
  return new ServiceFunction(scope, 'Latch', {
    service: 'failover',
    name: 'latch',
    handler: 'latch',
    description: "Answers Route 53's latch check",
    environment: { PEER_REGION: peerRegion },
  });
}
