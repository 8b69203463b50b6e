import { describe, expect, test } from 'vitest';
import { type SynthesizedResource, type TopologyInput, templateFaults } from '../src/index.ts';
import { regionTags } from '../src/regional-stack.ts';
import { aTopology } from './support/a-topology.ts';

/** Faults that an account finds only after the deployment, planted in a template. */
function faultsOf(
  resources: Readonly<Record<string, SynthesizedResource>>,
  { topology: input = {}, region = 'us-east-1' }: { readonly topology?: TopologyInput; readonly region?: string } = {},
): readonly string[] {
  const topology = aTopology(input);
  return templateFaults({ Resources: resources }, { topology, region, peerRegion: 'us-east-2' }).map(
    ({ rule, message }) => `${rule}: ${message}`,
  );
}

const Tags = Object.entries(regionTags(aTopology(), 'primary')).map(([Key, Value]) => ({ Key, Value }));
const protectedTopology: TopologyInput = {
  retention: { profile: 'protected', reason: 'Real payments: a deletion must be two deliberate steps' },
};

describe('NW1 under the profile that carries money', () => {
  const anEndpoint = (zones: number): Readonly<Record<string, SynthesizedResource>> => ({
    Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: { VpcEndpointType: 'Interface', SubnetIds: Array(zones).fill({ Ref: 'Subnet' }), Tags },
    },
  });

  test.each([1, 2])('an endpoint in %i zones is found', (zones) => {
    expect(faultsOf(anEndpoint(zones), { topology: protectedTopology })).toEqual([
      expect.stringContaining(`one-zone: an endpoint must be in 3 zones where money runs, got ${zones}`),
    ]);
  });

  test('an endpoint in every zone is fine, and one alone where nothing is promised', () => {
    expect(faultsOf(anEndpoint(3), { topology: protectedTopology })).toEqual([]);
    expect(faultsOf(anEndpoint(1))).toEqual([]);
  });

  test('a network with one NAT gateway is found', () => {
    const network = (gateways: number): Readonly<Record<string, SynthesizedResource>> => ({
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { Tags } },
      ...Object.fromEntries(
        Array.from({ length: gateways }, (_, at) => [
          `Nat${at}`,
          { Type: 'AWS::EC2::NatGateway', Properties: { Tags } },
        ]),
      ),
    });
    expect(faultsOf(network(2), { topology: protectedTopology })).toEqual([expect.stringContaining('got 2')]);
    expect(faultsOf(network(3), { topology: protectedTopology })).toEqual([]);
  });
});

describe('an ARN for the Data API', () => {
  const aSecretParameter = (arn: string): Readonly<Record<string, SynthesizedResource>> => ({
    Parameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: {
        Name: '/payment/dev/ledger/writer-secret-arn',
        Value: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, arn]] },
        Tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
      },
    },
  });
  const prefix = ':secretsmanager:us-east-1:000000000000:secret:';

  test('of 100 characters is fine, of 101 is found', () => {
    const ofLength = (length: number) => aSecretParameter(`${prefix}${'s'.repeat(length - `arn:aws${prefix}`.length)}`);
    expect(faultsOf(ofLength(100))).toEqual([]);
    expect(faultsOf(ofLength(101))).toEqual([
      expect.stringContaining('arn-length: the Data API takes ARNs of 100 characters, got 101'),
    ]);
  });
});

test('a role that Lambda may assume for any account is found', () => {
  const aRole = (Condition?: unknown): Readonly<Record<string, SynthesizedResource>> => ({
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'us-east-1-x-dev',
        Tags,
        AssumeRolePolicyDocument: {
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, ...(Condition ? { Condition } : {}) },
          ],
        },
      },
    },
  });
  expect(faultsOf(aRole())).toEqual([
    expect.stringMatching(/^trust: lambda\.amazonaws\.com must assume the role for this account/),
  ]);
  expect(faultsOf(aRole({ StringEquals: { 'aws:SourceAccount': '000000000000' } }))).toEqual([]);
});

test('a function that the clock calls and Lambda retries is found', () => {
  const schedule: SynthesizedResource = {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: 'sweep-dev',
      Tags,
      ScheduleExpression: 'rate(1 minute)',
      Targets: [{ Arn: { 'Fn::GetAtt': ['Sweep', 'Arn'] } }],
    },
  };
  const retries = (MaximumRetryAttempts: number): SynthesizedResource => ({
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Sweep' }, Qualifier: '$LATEST', MaximumRetryAttempts },
  });
  expect(faultsOf({ schedule })).toEqual([expect.stringMatching(/^overlapping-retries: Sweep is called by the clock/)]);
  expect(faultsOf({ schedule, retries: retries(1) })).toHaveLength(1);
  expect(faultsOf({ schedule, retries: retries(0) })).toEqual([]);
});

test('CP6 a function of a custom resource without a log group of the stack is found', () => {
  const provider: SynthesizedResource = { Type: 'AWS::Lambda::Function', Properties: {} };
  expect(faultsOf({ CustomTriggerCustomResourceProviderHandler: provider })).toEqual([
    expect.stringMatching(/^provider-log: /),
  ]);
});
