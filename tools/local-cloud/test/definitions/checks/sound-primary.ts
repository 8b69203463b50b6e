// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub writes its variables
import type { TemplateResource } from '../../../src/definitions/templates/template.ts';
import { aParameter, aSeat } from '../a-stack.ts';
import { apiParts } from './sound-api.ts';

const account = '000000000000';
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** A role that a service assumes, with what it may do. */
export function aRole(service: string, statements: readonly unknown[] = []): TemplateResource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: `${service}.amazonaws.com` },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': account } },
          },
        ],
      },
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      ...(statements.length === 0
        ? {}
        : { Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] }),
    },
  };
}

export function aFunction(name: string, role: string, more: Readonly<Record<string, unknown>> = {}): TemplateResource {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
      Role: arnOf(role),
      ...more,
    },
  };
}

const readsQueue = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

const functions: Readonly<Record<string, TemplateResource>> = {
  WorkerRole: aRole('lambda', [
    { Effect: 'Allow', Action: readsQueue, Resource: arnOf('Work') },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf('Dead') },
    {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:Query'],
      Resource: { 'Fn::Sub': '${Journal.Arn}/index/*' },
    },
    {
      Effect: 'Allow',
      Action: ['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface'],
      Resource: '*',
    },
  ]),
  Worker: aFunction('worker-dev', 'WorkerRole', {
    Timeout: 30,
    MemorySize: 256,
    Environment: { Variables: { TABLE: 'journal-dev' } },
    DeadLetterConfig: { TargetArn: arnOf('Dead') },
    VpcConfig: { SubnetIds: [{ Ref: 'Subnet' }], SecurityGroupIds: [{ Ref: 'Group' }] },
  }),
  WorkerRetries: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Worker' }, Qualifier: '$LATEST', MaximumRetryAttempts: 2 },
  },
  Reading: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { FunctionName: { Ref: 'Worker' }, EventSourceArn: arnOf('Work'), BatchSize: 10 },
  },
  MachineRole: aRole('states', [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arnOf('Worker') }]),
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: 'machine-dev',
      RoleArn: arnOf('MachineRole'),
      DefinitionString: {
        'Fn::Sub': '{"StartAt":"Do","States":{"Do":{"Type":"Task","Resource":"${Worker.Arn}","End":true}}}',
      },
    },
  },
  WorkerLog: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/aws/lambda/worker-dev', RetentionInDays: 30 },
  },
};

const messages: Readonly<Record<string, TemplateResource>> = {
  Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead-dev' } },
  Work: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: 'work-dev',
      VisibilityTimeout: 30,
      KmsMasterKeyId: arnOf('Key'),
      RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 5 },
    },
  },
  WorkPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Work' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: arnOf('Work'),
          },
        ],
      },
    },
  },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus-dev' } },
  SenderRole: aRole('events', [
    { Effect: 'Allow', Action: 'events:PutEvents', Resource: `arn:aws:events:us-east-2:${account}:event-bus/bus-dev` },
  ]),
  OnEvent: {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: 'on-event-dev',
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['redoubt'], detail: { amount: [{ numeric: ['>', 0] }] } },
      Targets: [
        { Id: 'Queue', Arn: arnOf('Work'), DeadLetterConfig: { Arn: arnOf('Dead') } },
        {
          Id: 'Bus',
          Arn: `arn:aws:events:us-east-2:${account}:event-bus/bus-dev`,
          RoleArn: arnOf('SenderRole'),
        },
      ],
    },
  },
  EachMinute: {
    Type: 'AWS::Events::Rule',
    Properties: { ScheduleExpression: 'rate(1 minute)', Targets: [{ Id: 'Worker', Arn: arnOf('Worker') }] },
  },
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic-dev' } },
  ToWork: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: arnOf('Work'), RawMessageDelivery: true },
  },
  Busy: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'busy-dev',
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: 'work-dev' }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [{ Ref: 'Topic' }],
    },
  },
  Any: {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: { AlarmName: 'any-dev', AlarmRule: 'ALARM("busy-dev")' },
  },
  Board: {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: { DashboardBody: '{"widgets":[{"type":"text","width":24,"height":1,"properties":{"markdown":"x"}}]}' },
  },
};

const keys = [
  { AttributeName: 'pk', KeyType: 'HASH' },
  { AttributeName: 'sk', KeyType: 'RANGE' },
];

const data: Readonly<Record<string, TemplateResource>> = {
  Journal: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      TableName: 'journal-dev',
      BillingMode: 'PAY_PER_REQUEST',
      MultiRegionConsistency: 'STRONG',
      KeySchema: keys,
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      Replicas: [{ Region: 'us-east-1' }, { Region: 'us-east-2' }],
      GlobalTableWitnesses: [{ Region: 'us-west-2' }],
    },
  },
  Views: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      TableName: 'views-dev',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      Replicas: [{ Region: 'us-east-1' }, { Region: 'us-east-2' }],
    },
  },
  Ledger: {
    Type: 'AWS::RDS::DBCluster',
    Properties: {
      DBClusterIdentifier: 'ledger-dev',
      Engine: 'aurora-postgresql',
      EngineVersion: '17.4',
      EnableHttpEndpoint: true,
      MasterUsername: 'owner',
      MasterUserPassword: '{{resolve:secretsmanager:owner-dev:SecretString:password::}}',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 },
      BackupRetentionPeriod: 7,
    },
  },
  LedgerInstance: {
    Type: 'AWS::RDS::DBInstance',
    Properties: {
      DBClusterIdentifier: { Ref: 'Ledger' },
      DBInstanceClass: 'db.r7g.large',
      Engine: 'aurora-postgresql',
    },
  },
  LedgerGlobal: {
    Type: 'AWS::RDS::GlobalCluster',
    Properties: {
      GlobalClusterIdentifier: 'ledger-global-dev',
      SourceDBClusterIdentifier: { 'Fn::GetAtt': ['Ledger', 'DBClusterArn'] },
    },
  },
  Owner: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      Name: 'owner-dev',
      GenerateSecretString: { SecretStringTemplate: '{"username":"owner"}', GenerateStringKey: 'password' },
      ReplicaRegions: [{ Region: 'us-east-2' }],
    },
  },
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
        ],
      },
    },
  },
  Archive: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'archive-dev' } },
  Setting: aParameter('/sound/setting', 'x'),
  Network: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Network' }, CidrBlock: '10.0.0.0/24' } },
  Subnet2: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Network' }, CidrBlock: '10.0.1.0/24' } },
  Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'of tests', VpcId: { Ref: 'Network' } } },
};

export const primary: Readonly<Record<string, TemplateResource>> = {
  ...aSeat(),
  ...functions,
  ...messages,
  ...data,
  ...apiParts,
};
