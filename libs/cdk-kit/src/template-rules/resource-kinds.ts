/** A resource type as the rules know it. */
export interface ResourceKind {
  /** Property that holds its physical name, and the longest one that AWS takes. */
  readonly name?: readonly [property: string, lengthMax: number];
  /** Property that holds its tags; AWS can not tag the others. */
  readonly tags?: string;
  /** CloudFormation keeps or snapshots it by default. */
  readonly survivesByDefault?: true;
}

const tagged = { tags: 'Tags' } as const;

/**
 * Every resource type that the apps synthesize.
 *
 * A type that is not here fails a test: whoever brings it says how it is named and tagged.
 */
export const resourceKinds: Readonly<Record<string, ResourceKind>> = {
  'AWS::ApiGateway::Account': {},
  'AWS::ApiGateway::Deployment': {},
  'AWS::ApiGateway::DomainName': { name: ['DomainName', 253], ...tagged },
  'AWS::ApiGateway::GatewayResponse': {},
  'AWS::ApiGateway::Method': {},
  'AWS::ApiGateway::Model': {},
  'AWS::ApiGateway::RequestValidator': { name: ['Name', 128] },
  'AWS::ApiGateway::Resource': {},
  'AWS::ApiGateway::RestApi': { name: ['Name', 128], ...tagged },
  'AWS::ApiGateway::Stage': tagged,
  'AWS::ApiGatewayV2::ApiMapping': {},
  'AWS::Backup::BackupPlan': { tags: 'BackupPlanTags' },
  'AWS::Backup::BackupSelection': {},
  'AWS::Backup::BackupVault': { name: ['BackupVaultName', 50], tags: 'BackupVaultTags' },
  'AWS::CertificateManager::Certificate': tagged,
  'AWS::CloudWatch::Alarm': { name: ['AlarmName', 255], ...tagged },
  'AWS::CloudWatch::Dashboard': { name: ['DashboardName', 255] },
  'AWS::DynamoDB::GlobalTable': { name: ['TableName', 255], survivesByDefault: true },
  'AWS::EC2::EIP': tagged,
  'AWS::EC2::FlowLog': tagged,
  'AWS::EC2::InternetGateway': tagged,
  'AWS::EC2::NatGateway': tagged,
  'AWS::EC2::NetworkAcl': tagged,
  'AWS::EC2::NetworkAclEntry': {},
  'AWS::EC2::Route': {},
  'AWS::EC2::RouteTable': tagged,
  'AWS::EC2::SecurityGroup': { name: ['GroupName', 255], ...tagged },
  'AWS::EC2::SecurityGroupEgress': {},
  'AWS::EC2::SecurityGroupIngress': {},
  'AWS::EC2::Subnet': tagged,
  'AWS::EC2::SubnetNetworkAclAssociation': {},
  'AWS::EC2::SubnetRouteTableAssociation': {},
  'AWS::EC2::VPC': tagged,
  'AWS::EC2::VPCEndpoint': tagged,
  'AWS::EC2::VPCGatewayAttachment': {},
  'AWS::Events::Archive': { name: ['ArchiveName', 48] },
  'AWS::Events::EventBus': { name: ['Name', 256], ...tagged },
  'AWS::Events::Rule': { name: ['Name', 64], ...tagged },
  'AWS::IAM::ManagedPolicy': { name: ['ManagedPolicyName', 128] },
  'AWS::IAM::Policy': {},
  'AWS::IAM::Role': { name: ['RoleName', 64], ...tagged },
  'AWS::KMS::Alias': { name: ['AliasName', 256] },
  'AWS::KMS::Key': { ...tagged, survivesByDefault: true },
  'AWS::Lambda::EventInvokeConfig': {},
  'AWS::Lambda::EventSourceMapping': tagged,
  'AWS::Lambda::Function': { name: ['FunctionName', 64], ...tagged },
  'AWS::Lambda::Permission': {},
  'AWS::Lambda::Version': {},
  'AWS::Logs::LogGroup': { name: ['LogGroupName', 512], ...tagged, survivesByDefault: true },
  'AWS::RDS::DBCluster': { name: ['DBClusterIdentifier', 63], ...tagged, survivesByDefault: true },
  'AWS::RDS::DBClusterParameterGroup': { name: ['DBClusterParameterGroupName', 255], ...tagged },
  'AWS::RDS::DBInstance': { name: ['DBInstanceIdentifier', 63], ...tagged, survivesByDefault: true },
  'AWS::RDS::DBSubnetGroup': { name: ['DBSubnetGroupName', 255], ...tagged },
  'AWS::RDS::GlobalCluster': { name: ['GlobalClusterIdentifier', 63], ...tagged },
  'AWS::Route53::HealthCheck': { tags: 'HealthCheckTags' },
  'AWS::Route53::HostedZone': { name: ['Name', 253], tags: 'HostedZoneTags' },
  'AWS::Route53::RecordSet': { name: ['Name', 253] },
  'AWS::S3::Bucket': { name: ['BucketName', 63], ...tagged, survivesByDefault: true },
  'AWS::S3::BucketPolicy': {},
  'AWS::SES::ConfigurationSet': { name: ['Name', 64], ...tagged },
  'AWS::SES::ConfigurationSetEventDestination': {},
  'AWS::SES::EmailIdentity': tagged,
  'AWS::SNS::Subscription': {},
  'AWS::SNS::Topic': { name: ['TopicName', 256], ...tagged },
  'AWS::SNS::TopicPolicy': {},
  'AWS::SQS::Queue': { name: ['QueueName', 80], ...tagged },
  'AWS::SQS::QueuePolicy': {},
  'AWS::SSM::Parameter': { name: ['Name', 1011], ...tagged },
  'AWS::SecretsManager::ResourcePolicy': {},
  'AWS::SecretsManager::Secret': { name: ['Name', 512], ...tagged, survivesByDefault: true },
  'AWS::StepFunctions::StateMachine': { name: ['StateMachineName', 80], ...tagged },
  'AWS::WAFv2::WebACL': { name: ['Name', 128], ...tagged },
  'AWS::WAFv2::WebACLAssociation': {},
  'Custom::AWS': {},
  'Custom::S3AutoDeleteObjects': {},
  'Custom::Trigger': {},
};
