import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TemplateResource } from '../../../src/definitions/templates/template.ts';
import { aReplicationCall, aRule, aVersionedBucket } from '../../definitions/a-replication.ts';
import { aParameter } from '../../definitions/a-stack.ts';

const account = '000000000000';
const zone = 'test.redoubt.example';
const seats = { 'us-east-1': 'primary', 'us-east-2': 'secondary' } as const;
type Region = keyof typeof seats;

/** Name of a region's bucket; each is copied to the other. */
export function archiveName(region: string): string {
  return `archive-bucket-${region}-test`;
}

/** Returns the region it runs in, or the time when asked for it. */
const functionCode = `export const handler = async (event) => ({
  statusCode: 200,
  body: event?.ask === 'time' ? String(Date.now()) : process.env.AWS_REGION,
});`;

/** Another version of it. */
const otherCode = functionCode.replace('process.env.AWS_REGION', "'other in ' + process.env.AWS_REGION");

/**
 * Writes a tiny app as CDK would synthesize it: one function behind an API in each of two regions, with the shared name
 * weighted 100/0 and a health check for each region, and a bucket in each that is copied to the other.
 *
 * @param more resources of the primary's stack besides
 * @returns the app's folder
 */
export async function plantApp(folder: string, more: Readonly<Record<string, TemplateResource>> = {}): Promise<string> {
  return await plant({ folder, name: 'app', more, isOther: false });
}

/** Writes the app with another version of its function, and nothing else changed. */
export async function plantOtherVersion(folder: string): Promise<string> {
  return await plant({ folder, name: 'other-version', more: {}, isOther: true });
}

async function plant({
  folder,
  name,
  more,
  isOther,
}: {
  readonly folder: string;
  readonly name: string;
  readonly more: Readonly<Record<string, TemplateResource>>;
  readonly isOther: boolean;
}): Promise<string> {
  const output = join(folder, name, 'cdk.out');
  await mkdir(join(output, 'asset.where'), { recursive: true });
  await writeFile(join(output, 'asset.where', 'index.mjs'), isOther ? otherCode : functionCode);
  const artifacts: Record<string, unknown> = {
    assets: { type: 'cdk:asset-manifest', properties: { file: 'app.assets.json' } },
  };
  for (const region of Object.keys(seats) as Region[]) {
    const file = `app-${seats[region]}.template.json`;
    const key = isOther ? 'other.zip' : 'where.zip';
    const Resources = { ...resourcesOf(region, key), ...(seats[region] === 'primary' ? more : {}) };
    await writeFile(join(output, file), JSON.stringify({ Resources }));
    artifacts[`app-${seats[region]}`] = {
      type: 'aws:cloudformation:stack',
      environment: `aws://${account}/${region}`,
      properties: { templateFile: file },
    };
  }
  const destinations = { here: { objectKey: isOther ? 'other.zip' : 'where.zip' } };
  const files = { where: { source: { path: 'asset.where', packaging: 'zip' }, destinations } };
  await writeFile(join(output, 'app.assets.json'), JSON.stringify({ files }));
  await writeFile(join(output, 'manifest.json'), JSON.stringify({ artifacts }));
  return join(folder, name);
}

/** The role that a person may assume. */
export const personRole = 'person-role-test';

export const publicName = `api.${zone}`;

function resourcesOf(region: Region, codeKey: string): Readonly<Record<string, TemplateResource>> {
  const own = `${region}.${publicName}`;
  const isPrimary = seats[region] === 'primary';
  return {
    Seat: aParameter('/payment/test/regions/primary', 'us-east-1'),
    ApiName: aParameter('/payment/test/api/domain-name', publicName),
    ...(isPrimary ? { Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: `${zone}.` } } } : {}),
    WhereRole: role('lambda.amazonaws.com'),
    // IAM is global: the role of both regions' buckets is made once.
    ...(isPrimary ? { ReplicationRole: role('s3.amazonaws.com', 'archive-replication-test') } : {}),
    ...(isPrimary ? { PersonRole: role({ AWS: `arn:aws:iam::${account}:root` }, personRole) } : {}),
    // Each region lets the role in at its own API.
    PersonGrants: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        ManagedPolicyName: `${region}-person-grants-test`,
        Roles: [personRole],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'execute-api:Invoke',
              Resource: { 'Fn::Sub': `arn:aws:execute-api:${region}:${account}:\${Api}/live/POST/region` },
            },
          ],
        },
      },
    },
    Where: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'where-test',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['WhereRole', 'Arn'] },
        Handler: 'index.handler',
        Code: { S3Bucket: 'assets', S3Key: codeKey },
      },
    },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'where-api-test' } },
    Path: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: 'region',
      },
    },
    Get: aMethod(region, 'GET', 'NONE'),
    Post: aMethod(region, 'POST', 'AWS_IAM'),
    Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' } }, DependsOn: ['Get'] },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: { Ref: 'Api' }, StageName: 'live', DeploymentId: { Ref: 'Deployment' } },
    },
    Archive: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: archiveName(region),
        ...(isPrimary ? aVersionedBucket() : aVersionedBucket({ Id: 'archive', ...aRule(archiveName('us-east-1')) })),
      },
    },
    ...(isPrimary
      ? {}
      : {
          // The primary's bucket was made when this one did not exist.
          ArchiveReplication: {
            Type: 'Custom::AWS',
            Properties: aReplicationCall({
              region: 'us-east-1',
              bucket: archiveName('us-east-1'),
              target: archiveName(region),
            }),
          },
        }),
    ...domain('Shared', publicName),
    ...domain('Own', own),
    OwnRecord: {
      Type: 'AWS::Route53::RecordSet',
      Properties: record(own, { 'Fn::GetAtt': ['OwnDomain', 'RegionalDomainName'] }),
    },
    Check: {
      Type: 'AWS::Route53::HealthCheck',
      Properties: {
        HealthCheckConfig: {
          Type: 'HTTPS',
          FullyQualifiedDomainName: own,
          ResourcePath: '/where/region',
          RequestInterval: 10,
          FailureThreshold: 2,
        },
      },
    },
    SharedRecord: {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        ...record(publicName, { 'Fn::GetAtt': ['SharedDomain', 'RegionalDomainName'] }),
        SetIdentifier: region,
        Weight: isPrimary ? 100 : 0,
        HealthCheckId: { Ref: 'Check' },
      },
    },
  };
}

function aMethod(region: Region, HttpMethod: string, AuthorizationType: string): TemplateResource {
  const Uri = { 'Fn::Sub': `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/\${Where.Arn}/invocations` };
  return {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ResourceId: { Ref: 'Path' },
      HttpMethod,
      AuthorizationType,
      Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri },
    },
  };
}

/** A role that a service or a person assumes; by itself it may do nothing. */
function role(by: string | { readonly AWS: string }, RoleName?: string): TemplateResource {
  const Principal = typeof by === 'string' ? { Service: by } : by;
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
  return {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName, AssumeRolePolicyDocument: { Version: '2012-10-17', Statement } },
  };
}

function domain(id: string, name: string): Readonly<Record<string, TemplateResource>> {
  return {
    [`${id}Domain`]: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: name } },
    [`${id}Mapping`]: {
      Type: 'AWS::ApiGatewayV2::ApiMapping',
      Properties: {
        ApiMappingKey: 'where',
        DomainName: { Ref: `${id}Domain` },
        ApiId: { Ref: 'Api' },
        Stage: { Ref: 'Stage' },
      },
    },
  };
}

function record(name: string, target: unknown): Readonly<Record<string, unknown>> {
  return { Name: `${name}.`, HostedZoneName: `${zone}.`, Type: 'CNAME', TTL: '60', ResourceRecords: [target] };
}
