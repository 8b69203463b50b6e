import { describe } from 'vitest';
import { type Planted, type Sound, testPlanted, testSound } from './planted.ts';

const record = 'Record/Properties';

const planted: readonly Planted[] = [
  [
    'a deployment before its methods',
    'Deployment/DependsOn',
    undefined,
    'deployment-without-methods Deployment.DependsOn',
  ],
  [
    'an integration of nothing',
    'Post/Properties/Integration/Uri',
    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:nobody/invocations',
    'integration-of-nothing Post.Integration.Uri',
  ],
  [
    'a function that is called by GET',
    'Post/Properties/Integration/IntegrationHttpMethod',
    'GET',
    'integration-of-nothing Post.Integration.IntegrationHttpMethod',
  ],
  [
    'a second variable below one path',
    'OtherId',
    {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { RestApiId: { Ref: 'Api' }, ParentId: { Ref: 'Payments' }, PathPart: '{other}' },
    },
    'sibling-variables OtherId.PathPart',
  ],
  [
    'the same path twice',
    'Twice',
    {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: 'payments',
      },
    },
    'duplicate-name Twice.PathPart',
  ],
  ['a path after the rest', 'PaymentId/Properties/PathPart', '{id+}/x', 'value-out-of-bounds PaymentId.PathPart'],
  ['a model with a type that is none', 'Body/Properties/Schema/type', 'money', 'model-malformed Body.Schema'],
  [
    'a model of a later draft',
    'Body/Properties/Schema',
    { type: 'integer', exclusiveMinimum: 0 },
    'model-malformed Body.Schema',
  ],
  ['a stage of no deployment', 'Stage/Properties/DeploymentId', 'nowhere', 'api-of-nothing Stage.DeploymentId'],
  [
    '30 s of an integration',
    'Post/Properties/Integration/TimeoutInMillis',
    29_001,
    'value-out-of-bounds Post.Integration.TimeoutInMillis',
  ],
  ['a record without TTL', `${record}/TTL`, undefined, 'record-malformed Record.TTL'],
  ['a weight without identifier', `${record}/SetIdentifier`, undefined, 'record-malformed Record.SetIdentifier'],
  [
    'two values of a CNAME',
    `${record}/ResourceRecords`,
    ['a.example', 'b.example'],
    'record-malformed Record.ResourceRecords',
  ],
  ['a record of another zone', `${record}/Name`, 'api.other.example', 'record-of-nothing Record.Name'],
  [
    'a record with a check that is not there',
    `${record}/HealthCheckId`,
    'nowhere',
    'record-of-nothing Record.HealthCheckId',
  ],
  ['a CNAME at the top of its zone', `${record}/Name`, 'sound.example', 'record-conflict Record.Type'],
  [
    'a failover beside a weight',
    'Record2',
    {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        HostedZoneId: { Ref: 'Zone' },
        Name: 'api.sound.example',
        Type: 'CNAME',
        TTL: 60,
        ResourceRecords: ['two.sound.example'],
        Failover: 'PRIMARY',
        SetIdentifier: 'two',
      },
    },
    'record-conflict Record.Weight',
    'record-conflict Record2.Failover',
  ],
  [
    'two records of one identifier',
    'Record2',
    {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        HostedZoneId: { Ref: 'Zone' },
        Name: 'api.sound.example',
        Type: 'CNAME',
        TTL: 60,
        ResourceRecords: ['two.sound.example'],
        Weight: 0,
        SetIdentifier: 'one',
      },
    },
    'duplicate-name Record2.SetIdentifier',
  ],
  [
    'a calculated check of nothing',
    'Both/Properties/HealthCheckConfig/ChildHealthChecks',
    ['nowhere'],
    'health-check-of-nothing Both.HealthCheckConfig.ChildHealthChecks',
  ],
  [
    'a check of an alarm that is not there',
    'Rings/Properties/HealthCheckConfig/AlarmIdentifier/Name',
    'nothing',
    'health-check-of-nothing Rings.HealthCheckConfig.AlarmIdentifier',
  ],
  [
    'a check of no name',
    'Check/Properties/HealthCheckConfig/FullyQualifiedDomainName',
    undefined,
    'health-check-of-nothing Check.HealthCheckConfig.FullyQualifiedDomainName',
  ],
];

const sound: readonly Sound[] = [
  ['29 s of an integration', 'Post/Properties/Integration/TimeoutInMillis', 29_000],
  [
    'a second record of the same policy',
    'Record2',
    {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        HostedZoneId: { Ref: 'Zone' },
        Name: 'api.sound.example',
        Type: 'CNAME',
        TTL: 60,
        ResourceRecords: ['two.sound.example'],
        Weight: 0,
        SetIdentifier: 'two',
      },
    },
  ],
];

describe('APIs and records', () => {
  testPlanted(planted);
  testSound(sound);
});
