// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub writes its variables
import { describe, expect, test } from 'vitest';
import type { Stack } from '../../src/definitions/templates/read-assembly.ts';
import { type Deployment, resolveApps } from '../../src/definitions/templates/resolve-apps.ts';
import type { TemplateResource } from '../../src/definitions/templates/template.ts';
import type { ResolvedResource } from '../../src/protocol/resolved.ts';
import { aParameter, aSeat, aStack } from './a-stack.ts';

const endpointOf = (region: string) => `http://${region}.test:4501`;

function resolve(...stacks: readonly Stack[]): Deployment {
  return resolveApps(stacks, endpointOf);
}

function resolved(deployment: Deployment, logicalId: string, region = 'us-east-1'): ResolvedResource {
  const model = deployment.models.find((candidate) => candidate.region === region);
  const found = model?.resources.find((resource) => resource.logicalId === logicalId);
  if (found === undefined) throw new Error(`${logicalId} is not in the model of ${region}`);
  return found;
}

/** Resolves an expression as the value of a parameter, beside a queue and a table that it may refer to. */
function evaluated(expression: unknown, more: Partial<Stack['template']> = {}): unknown {
  const resources: Record<string, TemplateResource> = {
    ...aSeat(),
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'payments-queue-dev' } },
    Subject: aParameter('/subject', expression),
  };
  return resolved(resolve(aStack({ resources, template: more })), 'Subject').properties['Value'];
}

const queueArn = 'arn:aws:sqs:us-east-1:000000000000:payments-queue-dev';

describe('an intrinsic function', () => {
  test.each<[string, unknown, unknown]>([
    [
      'Ref of a resource is its physical id',
      { Ref: 'Queue' },
      'http://us-east-1.test:4501/000000000000/payments-queue-dev',
    ],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['GetAtt in its list form', { 'Fn::GetAtt': ['Queue', 'Arn'] }, queueArn],
    ['GetAtt in its dotted form', { 'Fn::GetAtt': 'Queue.Arn' }, queueArn],
    ['Join of resolved parts', { 'Fn::Join': ['', ['a-', { Ref: 'AWS::AccountId' }]] }, 'a-000000000000'],
    [
      'Select of a Split',
      { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] },
      'payments-queue-dev',
    ],
    [
      'Sub of a resource, an attribute and a literal',
      { 'Fn::Sub': '${AWS::Region} ${Queue.QueueName} ${!Kept}' },
      'us-east-1 payments-queue-dev ${Kept}',
    ],
    ['Sub of its own variables', { 'Fn::Sub': ['${Who}!', { Who: { Ref: 'AWS::Region' } }] }, 'us-east-1!'],
    ['GetAZs of the own region', { 'Fn::Select': [2, { 'Fn::GetAZs': '' }] }, 'us-east-1c'],
  ])('%s', (_, expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });

  test('If takes the branch that its condition says', () => {
    const Conditions = { IsEast: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } };
    expect(evaluated({ 'Fn::If': ['IsEast', 'east', 'west'] }, { Conditions })).toBe('east');
  });

  test('FindInMap looks into the mappings', () => {
    expect(
      evaluated(
        { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'k'] },
        { Mappings: { Map: { 'us-east-1': { k: 'v' } } } },
      ),
    ).toBe('v');
  });

  test('a reference to a secret is left for run time', () => {
    const reference = '{{resolve:secretsmanager:ledger-secret-dev:SecretString:password::}}';
    expect(evaluated(reference)).toBe(reference);
  });

  test.each<[string, unknown, RegExp]>([
    ['one that is not simulated', { 'Fn::Cidr': ['10.0.0.0/8', 2, 8] }, /Fn::Cidr is not simulated/],
    ['a name that is nowhere', { Ref: 'Nowhere' }, /nothing in the template is called Nowhere/],
    [
      'an attribute that is not known',
      { 'Fn::GetAtt': ['Queue', 'Speed'] },
      /attribute Speed of AWS::SQS::Queue is not simulated; known are: Arn, QueueName, QueueUrl/,
    ],
    ['an import that nobody exports', { 'Fn::ImportValue': 'x' }, /no earlier stack of us-east-1 exports x/],
    ['a circle', { 'Fn::GetAtt': ['Subject', 'Value'] }, /refers to itself/],
  ])('refuses %s', (_, expression, message) => {
    expect(() => evaluated(expression)).toThrow(message);
  });
});

describe('a deploy-time parameter', () => {
  const reader = (region = 'us-east-1') =>
    aStack({
      region,
      app: 'services/reader',
      resources: { Copy: aParameter('/copy', { Ref: 'BusName' }) },
      template: {
        Parameters: {
          BusName: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/payment/dev/events/bus-name' },
        },
      },
    });
  const publisher = aStack({ resources: { ...aSeat(), Bus: aParameter('/payment/dev/events/bus-name', 'bus-dev') } });

  test('is read from the same region', () => {
    expect(resolved(resolve(publisher, reader()), 'Copy').properties['Value']).toBe('bus-dev');
  });

  test('is not read from another region, and the refusal names app, parameter and region', () => {
    expect(() => resolve(publisher, reader('us-east-2'))).toThrow(
      /app services\/reader reads parameter \/payment\/dev\/events\/bus-name in us-east-2, and nothing publishes it there/,
    );
  });

  test('is not there before the stack that publishes it', () => {
    expect(() => resolve(reader(), publisher)).toThrow(/nothing publishes it there/);
  });
});

describe('what is not simulated', () => {
  test('refuses a type by name, with resource, stack, app and file', () => {
    const stack = aStack({ resources: { Cluster: { Type: 'AWS::ECS::Cluster' } } });
    expect(() => resolve(stack)).toThrow(
      expect.objectContaining({
        code: 'resource_unsupported',
        message: expect.stringMatching(
          /AWS::ECS::Cluster is not simulated.*Cluster.*example-primary-dev.*services\/example/,
        ),
        why: expect.stringContaining('/apps/example/cdk.out/example.template.json'),
      }),
    );
  });

  test('refuses a property that a simulated type would ignore', () => {
    const Properties = { QueueName: 'q', FifoQueue: true };
    expect(() => resolve(aStack({ resources: { Q: { Type: 'AWS::SQS::Queue', Properties } } }))).toThrow(
      /property FifoQueue of AWS::SQS::Queue is not simulated/,
    );
  });

  test.each<[string, string, Record<string, unknown>, RegExp]>([
    ['a function in Python', 'AWS::Lambda::Function', { Runtime: 'python3.14' }, /Runtime python3.14 is not simulated/],
    [
      'a stream as event source',
      'AWS::Lambda::EventSourceMapping',
      { EventSourceArn: 'arn:aws:kinesis:x' },
      /only SQS/,
    ],
    [
      'a JSONata state machine',
      'AWS::StepFunctions::StateMachine',
      { DefinitionString: '{"QueryLanguage":"JSONata"}' },
      /JSONata/,
    ],
    [
      'TTL on a strongly consistent table',
      'AWS::DynamoDB::GlobalTable',
      { MultiRegionConsistency: 'STRONG', TimeToLiveSpecification: {} },
      /takes no TTL/,
    ],
    [
      'an integration that maps templates',
      'AWS::ApiGateway::Method',
      { Integration: { Type: 'AWS' } },
      /Integration.Type AWS/,
    ],
    [
      'a route for users of a pool, because nobody would be asked who they are',
      'AWS::ApiGateway::Method',
      { AuthorizationType: 'COGNITO_USER_POOLS', Integration: { Type: 'AWS_PROXY' } },
      /AuthorizationType COGNITO_USER_POOLS is not simulated/,
    ],
    ['a health check on a TCP port', 'AWS::Route53::HealthCheck', { HealthCheckConfig: { Type: 'TCP' } }, /Type TCP/],
  ])('refuses %s', (_, Type, Properties, message) => {
    expect(() => resolve(aStack({ resources: { It: { Type, Properties } } }))).toThrow(message);
  });

  test('takes a type without local meaning whatever it says', () => {
    const stack = aStack({ resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { Anything: 1 } } } });
    expect(resolved(resolve(stack), 'Vpc').physicalId).toMatch(/^vpc-[0-9a-f]{17}$/);
  });
});

describe('a region model', () => {
  const secondary = aStack({ region: 'us-east-2', resources: { P: aParameter('/p', 'x') } });

  test('holds the templates of its own stacks as they were synthesized', () => {
    const primary = aStack({ resources: { P: aParameter('/p', 'x') } });
    const models = resolve(primary, secondary).models;
    expect(models.map(({ templates }) => Object.keys(templates))).toEqual([[primary.stackName], [secondary.stackName]]);
    expect(models[0]?.templates[primary.stackName]).toBe(primary.template);
  });

  test('puts the primary first, and names its peers', () => {
    const deployment = resolve(secondary, aStack({ resources: aSeat() }));
    expect(deployment.models.map(({ region, peers }) => [region, peers])).toEqual([
      ['us-east-1', ['us-east-2']],
      ['us-east-2', ['us-east-1']],
    ]);
    expect(deployment).toMatchObject({ suffix: 'dev', primaryRegion: 'us-east-1' });
  });

  test('holds the roles that people may assume, whichever region made them, with what either attaches to them', () => {
    const aRole = (RoleName: string, Principal: object) => ({
      Type: 'AWS::IAM::Role',
      Properties: { RoleName, AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal }] } },
    });
    const aPolicy = (...Roles: string[]) => ({
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Statement: [] }, Roles },
    });
    const person = aRole('person-dev', { AWS: 'arn:aws:iam::000000000000:root' });
    const service = aRole('service-dev', { Service: 'lambda.amazonaws.com' });
    const first = aStack({ resources: { ...aSeat(), Person: person, Service: service, One: aPolicy('person-dev') } });
    const second = aStack({
      region: 'us-east-2',
      resources: { Two: aPolicy('person-dev'), Three: aPolicy('service-dev') },
    });
    const found = resolve(first, second).models.map(({ roles }) => roles.map(({ logicalId }) => logicalId));
    expect(found).toEqual([
      ['Person', 'One', 'Two'],
      ['Person', 'One', 'Two'],
    ]);
  });

  test('holds a global table in each region it is replicated to', () => {
    const Properties = { TableName: 'journal-table-dev', Replicas: [{ Region: 'us-east-1' }, { Region: 'us-east-2' }] };
    const table = { Type: 'AWS::DynamoDB::GlobalTable', Properties };
    const deployment = resolve(aStack({ resources: { ...aSeat(), Table: table } }), secondary);
    expect(resolved(deployment, 'Table', 'us-east-2')).toMatchObject({
      physicalId: 'journal-table-dev',
      region: 'us-east-2',
    });
  });

  test('holds the same generated secret in each region, under ARNs that differ by region alone', () => {
    const Properties = {
      Name: 'ledger-secret-dev',
      ReplicaRegions: [{ Region: 'us-east-2' }],
      GenerateSecretString: {
        SecretStringTemplate: '{"username":"owner"}',
        GenerateStringKey: 'password',
        ExcludePunctuation: true,
        PasswordLength: 20,
      },
    };
    const deployment = resolve(
      aStack({ resources: { ...aSeat(), Secret: { Type: 'AWS::SecretsManager::Secret', Properties } } }),
      secondary,
    );
    const here = resolved(deployment, 'Secret');
    const there = resolved(deployment, 'Secret', 'us-east-2');
    expect(there.properties['SecretString']).toBe(here.properties['SecretString']);
    expect(JSON.parse(String(here.properties['SecretString']))).toEqual({
      username: 'owner',
      password: expect.stringMatching(/^[A-Za-z0-9]{20}$/),
    });
    expect(here.physicalId).toMatch(
      /^arn:aws:secretsmanager:us-east-1:000000000000:secret:ledger-secret-dev-[A-Za-z0-9]{6}$/,
    );
    expect(there.physicalId).toBe(here.physicalId.replace('us-east-1', 'us-east-2'));
  });

  test('finds the folder of a function in the assets of its app', () => {
    const Properties = { FunctionName: 'f-dev', Runtime: 'nodejs24.x', Code: { S3Bucket: 'b', S3Key: 'abc.zip' } };
    const stack = aStack({
      resources: { ...aSeat(), F: { Type: 'AWS::Lambda::Function', Properties } },
      assets: new Map([['abc.zip', '/apps/example/cdk.out/asset.abc']]),
    });
    expect(resolve(stack).models[0]?.assetFolders).toEqual({ 'f-dev': '/apps/example/cdk.out/asset.abc' });
  });

  test('lists resources after those they depend on or refer to', () => {
    const stack = aStack({
      resources: {
        First: { ...aParameter('/1', { Ref: 'Second' }) },
        Second: { ...aParameter('/2', 'x'), DependsOn: ['Third'] },
        Third: aParameter('/3', 'x'),
        ...aSeat(),
      },
    });
    const order = resolve(stack).models[0]?.resources.map(({ logicalId }) => logicalId);
    expect(order).toEqual(['Third', 'Second', 'First', 'Seat']);
  });

  test('leaves out a resource whose condition is false', () => {
    const stack = aStack({
      resources: { ...aSeat(), Extra: { ...aParameter('/x', 'x'), Condition: 'Never' } },
      template: {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      },
    });
    expect(resolve(stack).models[0]?.resources.map(({ logicalId }) => logicalId)).toEqual(['Seat']);
  });
});
