import { physicalName, regionalStackOf } from '@redoubt/cdk-kit';
import { Validations } from 'aws-cdk-lib';
import {
  AclCidr,
  AclTraffic,
  Action,
  NetworkAcl,
  type NetworkAclEntry,
  type SubnetSelection,
  SubnetType,
  TrafficDirection,
  type Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** Ports that answers come back to: those of Linux, NAT gateways and Lambda. */
const ephemeralPorts = AclTraffic.tcpPortRange(1024, 65_535);

/** One kind of traffic that a subnet allows; all else is refused. */
interface Allowance {
  readonly direction: TrafficDirection;
  readonly traffic: AclTraffic;
  readonly peer: AclCidr;
}

/**
 * A second wall behind the security groups: the traffic that each kind of subnet allows, whatever is put into it.
 *
 * Lists know no connections, so answers need entries of their own. Names are resolved by the network itself, past them.
 */
export class NetworkAcls extends Construct {
  constructor(scope: Construct, id: string, vpc: Vpc) {
    super(scope, id);
    const inside = AclCidr.ipv4(vpc.vpcCidrBlock);
    const anywhere = AclCidr.anyIpv4();
    const https = AclTraffic.tcpPort(443);
    const postgres = AclTraffic.tcpPort(5432);
    this.#wall('public', SubnetType.PUBLIC, vpc, [
      into(https, inside),
      into(ephemeralPorts, anywhere),
      outOf(https, anywhere),
      outOf(ephemeralPorts, inside),
    ]);
    this.#wall('private', SubnetType.PRIVATE_WITH_EGRESS, vpc, [
      into(https, inside),
      into(ephemeralPorts, anywhere),
      outOf(https, anywhere),
      outOf(postgres, inside),
      outOf(ephemeralPorts, inside),
    ]);
    this.#wall('isolated', SubnetType.PRIVATE_ISOLATED, vpc, [into(postgres, inside), outOf(ephemeralPorts, inside)]);
  }

  #wall(kind: string, subnetType: SubnetType, vpc: Vpc, allowances: readonly Allowance[]): void {
    const { topology } = regionalStackOf(this);
    const subnetSelection: SubnetSelection = { subnetType };
    const acl = new NetworkAcl(this, kind.charAt(0).toUpperCase() + kind.slice(1), {
      vpc,
      networkAclName: physicalName(topology, `${kind}-network-acl`),
      subnetSelection,
    });
    const entries = allowances.map(({ direction, traffic, peer }, index): NetworkAclEntry => {
      const ruleNumber = 100 + 10 * index;
      const ruleAction = Action.ALLOW;
      return acl.addEntry(`Entry${ruleNumber}`, { ruleNumber, ruleAction, direction, traffic, cidr: peer });
    });
    for (const construct of [acl, ...entries]) {
      Validations.of(construct).acknowledge({
        id: 'AwsSolutions-VPC3',
        reason: 'The specifications require network ACLs; they repeat the security groups, more coarsely.',
      });
    }
  }
}

function into(traffic: AclTraffic, peer: AclCidr): Allowance {
  return { direction: TrafficDirection.INGRESS, traffic, peer };
}

function outOf(traffic: AclTraffic, peer: AclCidr): Allowance {
  return { direction: TrafficDirection.EGRESS, traffic, peer };
}
