import { physicalName, regionalName, regionalStackOf, serviceOfAccount } from '@redoubt/cdk-kit';
import { RemovalPolicy, Tags, Validations } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  type ISubnet,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ValuesOf } from '../published-parameters.ts';

/** Sixteen equal parts of the range: twelve subnets, and room for four more. */
const subnetBits = 4;

/** Kinds of subnets, by the names of their groups. */
const subnetKinds = ['Public', 'Private', 'Isolated', 'Sending'] as const;
export type SubnetKind = (typeof subnetKinds)[number];

/** Port of the ledger. */
const postgresPort = 5432;

/**
 * A region's network over three zones: public subnets for NAT, private ones for functions, isolated ones for the ledger, and
 * sending ones for functions that send to strangers: those reach the internet and AWS services, but nothing else of ours.
 *
 * Nothing is ever put into the default security group; each group names the groups that it talks with.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly functionSecurityGroup: SecurityGroup;
  readonly senderSecurityGroup: SecurityGroup;
  readonly ledgerSecurityGroup: SecurityGroup;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { topology, seat, region, availabilityZones } = regionalStackOf(this);
    const cidr = topology.cidrs[seat];
    const cidrMask = Number(cidr.split('/')[1]) + subnetBits;
    this.vpc = new Vpc(this, 'Vpc', {
      vpcName: physicalName(topology, 'vpc'),
      ipAddresses: IpAddresses.cidr(cidr),
      availabilityZones,
      natGateways: topology.egress.zones === 'every' ? availabilityZones.length : 1,
      subnetConfiguration: [
        { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask },
        { name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask },
        { name: 'Sending', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask },
      ],
      // Emptying the default group takes a custom resource with the right to change any group of the account.
      restrictDefaultSecurityGroup: false,
      gatewayEndpoints: {
        Tables: { service: GatewayVpcEndpointAwsService.DYNAMODB },
        Buckets: { service: GatewayVpcEndpointAwsService.S3 },
      },
      flowLogs: {
        Flows: {
          destination: FlowLogDestination.toCloudWatchLogs(
            new LogGroup(this, 'FlowLog', {
              logGroupName: physicalName(topology, 'vpc-flow-log'),
              retention: RetentionDays.ONE_WEEK,
              removalPolicy: RemovalPolicy.DESTROY,
            }),
            new Role(this, 'FlowLogRole', {
              roleName: regionalName(topology, region, 'vpc-flow-log'),
              assumedBy: serviceOfAccount(this, 'vpc-flow-logs.amazonaws.com'),
              description: 'VPC writes its flow log',
            }),
          ),
        },
      },
    });
    Validations.of(this.vpc).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason: 'Zones are given so that synthesis needs no account and gives the same bytes everywhere.',
    });
    this.#nameSubnets();
    this.functionSecurityGroup = new SecurityGroup(this, 'Functions', {
      vpc: this.vpc,
      securityGroupName: physicalName(topology, 'function-security-group'),
      description: 'Functions: HTTPS to AWS, and the ledger',
      allowAllOutbound: false,
    });
    this.functionSecurityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS services');
    this.senderSecurityGroup = new SecurityGroup(this, 'Senders', {
      vpc: this.vpc,
      securityGroupName: physicalName(topology, 'sender-security-group'),
      description: 'Senders of webhooks: HTTPS to merchants and to AWS, and nothing else of ours',
      allowAllOutbound: false,
    });
    this.senderSecurityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'Webhooks of merchants and AWS services');
    this.ledgerSecurityGroup = new SecurityGroup(this, 'Ledger', {
      vpc: this.vpc,
      securityGroupName: physicalName(topology, 'ledger-security-group'),
      description: 'Ledger: only functions come in, nothing goes out',
      allowAllOutbound: false,
    });
    this.ledgerSecurityGroup.connections.allowFrom(
      this.functionSecurityGroup,
      Port.tcp(postgresPort),
      'Functions and the ledger',
    );
  }

  /** Subnets of a kind, one for each zone. */
  subnetsOf(kind: SubnetKind): readonly ISubnet[] {
    return this.vpc.selectSubnets({ subnetGroupName: kind }).subnets;
  }

  get values(): ValuesOf<
    | 'vpcId'
    | 'availabilityZones'
    | 'privateSubnetIds'
    | 'functionSecurityGroupId'
    | 'senderSubnetIds'
    | 'senderSecurityGroupId'
  > {
    const idsOf = (kind: SubnetKind) => this.subnetsOf(kind).map(({ subnetId }) => subnetId);
    return {
      vpcId: this.vpc.vpcId,
      availabilityZones: regionalStackOf(this).availabilityZones.join(','),
      privateSubnetIds: idsOf('Private').join(','),
      functionSecurityGroupId: this.functionSecurityGroup.securityGroupId,
      senderSubnetIds: idsOf('Sending').join(','),
      senderSecurityGroupId: this.senderSecurityGroup.securityGroupId,
    };
  }

  #nameSubnets(): void {
    const { topology } = regionalStackOf(this);
    for (const kind of subnetKinds) {
      this.subnetsOf(kind).forEach((subnet, index) => {
        const name = physicalName(topology, `${kind.toLowerCase()}-subnet-${index + 1}`);
        Tags.of(subnet).add('Name', name, { priority: 300 });
      });
    }
  }
}
