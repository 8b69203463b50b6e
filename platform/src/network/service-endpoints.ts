import { physicalName, regionalStackOf } from '@redoubt/cdk-kit';
import { Tags } from 'aws-cdk-lib';
import { InterfaceVpcEndpoint, InterfaceVpcEndpointAwsService, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { Network } from './network.ts';

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

/** Names of the services within `com.amazonaws.{region}`, as an account lists them. */
export const endpointServices: readonly string[] = Object.values(services).map(({ shortName }) => shortName);

/** Endpoints of the AWS services that functions call, so that no NAT gateway is needed; zones by topology. */
export class ServiceEndpoints extends Construct {
  constructor(scope: Construct, id: string, network: Network) {
    super(scope, id);
    const { topology } = regionalStackOf(this);
    const { vpc, functionSecurityGroup, senderSecurityGroup } = network;
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      securityGroupName: physicalName(topology, 'endpoint-security-group'),
      description: 'Endpoints of AWS services: only functions come in, nothing goes out',
      allowAllOutbound: false,
    });
    securityGroup.connections.allowFrom(functionSecurityGroup, Port.tcp(443), 'Functions call AWS services');
    securityGroup.connections.allowFrom(senderSecurityGroup, Port.tcp(443), 'Senders of webhooks call AWS services');
    for (const [name, service] of Object.entries(services)) {
      const endpoint = new InterfaceVpcEndpoint(this, name, {
        vpc,
        service,
        subnets: { subnets: network.subnetsOf('Private').slice(0, topology.egress.zones === 'every' ? undefined : 1) },
        securityGroups: [securityGroup],
        open: false,
        privateDnsEnabled: true,
      });
      Tags.of(endpoint).add('Name', physicalName(topology, `${name}-endpoint`));
    }
  }
}
