import { physicalName, regionalName, regionalStackOf } from '@redoubt/cdk-kit';
import { RemovalPolicy, Tags, Validations } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ValuesOf } from '../published-parameters.ts';

/** Sixteen equal parts of the range: nine subnets, and room for seven more. */
const subnetBits = 4;

/** Port of the ledger. */
const postgresPort = 5432;

/**
 * A region's network over three zones: public subnets for NAT, private ones for functions, isolated ones for the ledger.
 *
 * Nothing is ever put into the default security group; each group names the groups that it talks with.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly functionSecurityGroup: SecurityGroup;
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
      natGateways: topology.natGateways,
      subnetConfiguration: [
        { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask },
        { name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask },
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
              assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com'),
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
      description: 'Functions: HTTPS to AWS and to merchants, and the ledger',
      allowAllOutbound: false,
    });
    this.functionSecurityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS services and webhooks of merchants');
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

  get values(): ValuesOf<'vpcId' | 'availabilityZones' | 'privateSubnetIds' | 'functionSecurityGroupId'> {
    return {
      vpcId: this.vpc.vpcId,
      availabilityZones: regionalStackOf(this).availabilityZones.join(','),
      privateSubnetIds: this.vpc.privateSubnets.map((subnet) => subnet.subnetId).join(','),
      functionSecurityGroupId: this.functionSecurityGroup.securityGroupId,
    };
  }

  #nameSubnets(): void {
    const { topology } = regionalStackOf(this);
    const subnets = {
      public: this.vpc.publicSubnets,
      private: this.vpc.privateSubnets,
      isolated: this.vpc.isolatedSubnets,
    };
    for (const [kind, list] of Object.entries(subnets)) {
      list.forEach((subnet, index) => {
        Tags.of(subnet).add('Name', physicalName(topology, `${kind}-subnet-${index + 1}`), { priority: 300 });
      });
    }
  }
}
