import type { Seat } from '@redoubt/contracts';
import { DefaultStackSynthesizer, type IStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { physicalName } from './naming.ts';
import { peerOf, regionOf, type Topology } from './topology/topology.ts';

export interface RegionalStackProps {
  readonly topology: Topology;
  /** Seat of the region the stack is deployed to. Who is active is never known here. */
  readonly seat: Seat;
  /** Begins the stack's name, e.g. `validation`. */
  readonly component: string;
  readonly description?: string;
}

/** One app's stack in one region: named `{component}-{seat}-{suffix}`, tagged, with its zones given. */
export class RegionalStack extends Stack {
  readonly topology: Topology;
  readonly seat: Seat;
  readonly component: string;
  /** Region of the other seat. */
  readonly peerRegion: string;

  constructor(scope: Construct, { topology, seat, component, description }: RegionalStackProps) {
    const stackName = physicalName(topology, `${component}-${seat}`);
    const region = regionOf(topology, seat);
    super(scope, stackName, {
      stackName,
      env: { account: topology.account, region },
      description: description ?? `Redoubt ${component}, ${seat} region`,
      synthesizer: newSynthesizer(),
      terminationProtection: topology.retention.profile === 'protected',
      // CloudFormation hands these to what CDK's own custom resources make, which the tags below do not reach.
      tags: regionTags(topology, seat),
    });
    this.topology = topology;
    this.seat = seat;
    this.component = component;
    this.peerRegion = regionOf(topology, peerOf(seat));
    for (const [key, value] of Object.entries(regionTags(topology, seat))) Tags.of(this).add(key, value);
  }

  /** Three zones, given so that synthesis needs no account; the preflight asks the account whether it has them. */
  override get availabilityZones(): string[] {
    return this.topology.zones[this.seat].map((letter) => `${this.region}${letter}`);
  }
}

/**
 * Without the bootstrap rule: it would read a parameter that no app of ours publishes, and the CDK command line checks
 * the version anyway. The cast is for CDK's types, which were not made for `exactOptionalPropertyTypes`.
 */
function newSynthesizer(): IStackSynthesizer {
  return new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer;
}

/** Tags that every taggable resource carries. */
export function regionTags(topology: Topology, seat: Seat): Readonly<Record<string, string>> {
  return {
    Application: 'PaymentProcessor',
    'DR-Role': seat,
    'DR-Tier': 'Critical',
    Environment: topology.environmentSuffix,
    ManagedBy: 'CDK',
  };
}

/** Tags of a global table's copy: those of the stack that makes it would say that the copy has the primary's role. */
export function replicaTags(topology: Topology): { key: string; value: string }[] {
  return Object.entries(regionTags(topology, 'secondary')).map(([key, value]) => ({ key, value }));
}

/**
 * The regional stack that a construct belongs to.
 *
 * @throws Error when the construct is in another kind of stack
 */
export function regionalStackOf(scope: Construct): RegionalStack {
  const stack = Stack.of(scope);
  if (stack instanceof RegionalStack) return stack;
  throw new Error(
    `${scope.node.path} must be in a RegionalStack, got ${stack.stackName}: names and tags come from there`,
  );
}
