import type { TemplateResource } from '../../../src/definitions/templates/template.ts';

const api = { RestApiId: { Ref: 'Api' } };

/** An API with one method, its name and a health check of it. */
export const apiParts: Readonly<Record<string, TemplateResource>> = {
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api-dev' } },
  Payments: {
    Type: 'AWS::ApiGateway::Resource',
    Properties: { ...api, ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'payments' },
  },
  PaymentId: {
    Type: 'AWS::ApiGateway::Resource',
    Properties: { ...api, ParentId: { Ref: 'Payments' }, PathPart: '{id}' },
  },
  Body: {
    Type: 'AWS::ApiGateway::Model',
    Properties: { ...api, Name: 'Body', ContentType: 'application/json', Schema: { type: 'object', required: ['id'] } },
  },
  Post: {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      ...api,
      ResourceId: { Ref: 'Payments' },
      HttpMethod: 'POST',
      AuthorizationType: 'NONE',
      RequestModels: { 'application/json': { Ref: 'Body' } },
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: {
          'Fn::Join': [
            '',
            [
              'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/',
              { 'Fn::GetAtt': ['Worker', 'Arn'] },
              '/invocations',
            ],
          ],
        },
      },
    },
  },
  Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: api, DependsOn: ['Post'] },
  Stage: {
    Type: 'AWS::ApiGateway::Stage',
    Properties: { ...api, StageName: 'live', DeploymentId: { Ref: 'Deployment' } },
  },
  Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'sound.example.' } },
  Check: {
    Type: 'AWS::Route53::HealthCheck',
    Properties: {
      HealthCheckConfig: { Type: 'HTTPS', FullyQualifiedDomainName: 'one.sound.example', RequestInterval: 10 },
    },
  },
  Both: {
    Type: 'AWS::Route53::HealthCheck',
    Properties: {
      HealthCheckConfig: { Type: 'CALCULATED', ChildHealthChecks: [{ Ref: 'Check' }], HealthThreshold: 1 },
    },
  },
  Rings: {
    Type: 'AWS::Route53::HealthCheck',
    Properties: {
      HealthCheckConfig: { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: 'busy-dev', Region: 'us-east-1' } },
    },
  },
  Record: {
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      HostedZoneId: { Ref: 'Zone' },
      Name: 'api.sound.example.',
      Type: 'CNAME',
      TTL: '60',
      ResourceRecords: ['one.sound.example'],
      Weight: 100,
      SetIdentifier: 'one',
      HealthCheckId: { Ref: 'Check' },
    },
  },
};
