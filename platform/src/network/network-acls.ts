import { physicalName, regionalStackOf } from '@redoubt/cdk-kit';
import { Validations } from 'aws-cdk-lib';
import {
  AclCidr,
  AclTraffic,
  Action,
  NetworkAcl,
  type NetworkAclEntry,
  type SubnetSelection,
  TrafficDirection,
  type Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { SubnetKind } from './network.ts';

/** Ports that answers come back to: those of Linux, NAT gateways and Lambda. */
const ephemeralPorts = AclTraffic.tcpPortRange(1024, 65_535);

/** Networks that are nobody's on the internet: other networks of ours, of the account, and of AWS's own services. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'];

/** One kind of traffic that a subnet allows or, before a wider allowance, refuses; all else is refused. */
interface Rule {
  readonly action: Action;
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
    this.#wall('Public', vpc, [
      into(https, inside),
      into(ephemeralPorts, anywhere),
      outOf(https, anywhere),
      outOf(ephemeralPorts, inside),
    ]);
    this.#wall('Private', vpc, [
      into(https, inside),
      into(ephemeralPorts, anywhere),
      outOf(https, anywhere),
      outOf(postgres, inside),
      outOf(ephemeralPorts, inside),
    ]);
    this.#wall('Isolated', vpc, [into(postgres, inside), outOf(ephemeralPorts, inside)]);
    // Endpoints of AWS services are inside; beyond them only the internet is reached.
    this.#wall('Sending', vpc, [
      into(ephemeralPorts, anywhere),
      outOf(https, inside),
      ...privateNetworks.map((network) => neverOutOf(https, AclCidr.ipv4(network))),
      outOf(https, anywhere),
    ]);
  }

  #wall(kind: SubnetKind, vpc: Vpc, rules: readonly Rule[]): void {
    const { topology } = regionalStackOf(this);
    const subnetSelection: SubnetSelection = { subnetGroupName: kind };
    const acl = new NetworkAcl(this, kind, {
      vpc,
      networkAclName: physicalName(topology, `${kind.toLowerCase()}-network-acl`),
      subnetSelection,
    });
    const entries = rules.map(({ action: ruleAction, direction, traffic, peer }, index): NetworkAclEntry => {
      const ruleNumber = 100 + 10 * index;
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

function into(traffic: AclTraffic, peer: AclCidr): Rule {
  return { action: Action.ALLOW, direction: TrafficDirection.INGRESS, traffic, peer };
}

function outOf(traffic: AclTraffic, peer: AclCidr): Rule {
  return { action: Action.ALLOW, direction: TrafficDirection.EGRESS, traffic, peer };
}

function neverOutOf(traffic: AclTraffic, peer: AclCidr): Rule {
  return { ...outOf(traffic, peer), action: Action.DENY };
}
