import { physicalName, regionalStackOf } from '@redoubt/cdk-kit';
import { Tags } from 'aws-cdk-lib';
import {
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  type ISecurityGroup,
  Port,
  SecurityGroup,
  type Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** The AWS services that functions call, by the name of the endpoint. DynamoDB and S3 have gateway endpoints. */
const services = {
  events: InterfaceVpcEndpointAwsService.EVENTBRIDGE,
  functions: InterfaceVpcEndpointAwsService.LAMBDA,
  'ledger-data': InterfaceVpcEndpointAwsService.RDS_DATA,
  'ledger-control': InterfaceVpcEndpointAwsService.RDS,
  parameters: InterfaceVpcEndpointAwsService.SSM,
  secrets: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
  topics: InterfaceVpcEndpointAwsService.SNS,
  workflows: InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
} as const;

export interface ServiceEndpointsProps {
  readonly vpc: Vpc;
  readonly functions: ISecurityGroup;
}

/** Endpoints of the AWS services that functions call, so that no NAT gateway is needed; zones by topology. */
export class ServiceEndpoints extends Construct {
  constructor(scope: Construct, id: string, { vpc, functions }: ServiceEndpointsProps) {
    super(scope, id);
    const { topology } = regionalStackOf(this);
    if (topology.endpointZones === 0) return;
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      securityGroupName: physicalName(topology, 'endpoint-security-group'),
      description: 'Endpoints of AWS services: only functions come in, nothing goes out',
      allowAllOutbound: false,
    });
    securityGroup.connections.allowFrom(functions, Port.tcp(443), 'Functions call AWS services');
    for (const [name, service] of Object.entries(services)) {
      const endpoint = new InterfaceVpcEndpoint(this, name, {
        vpc,
        service,
        subnets: { subnets: vpc.privateSubnets.slice(0, topology.endpointZones) },
        securityGroups: [securityGroup],
        open: false,
        privateDnsEnabled: true,
      });
      Tags.of(endpoint).add('Name', physicalName(topology, `${name}-endpoint`));
    }
  }
}
