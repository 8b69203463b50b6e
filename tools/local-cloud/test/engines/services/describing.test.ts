import { CloudFormationClient, GetTemplateCommand, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import {
  account,
  aFunction,
  aRegion,
  aRole,
  functionArn,
  type RegionRig,
  type RigResource,
  region,
  roleArn,
} from '../../processes/region/region-rig.ts';

const code = 'export const handler = async () => 1;';

const aRule = (physicalId: string, properties: RigResource['properties']): RigResource => ({
  type: 'AWS::Events::Rule',
  physicalId,
  properties: { Targets: [], ...properties },
});

test('functions are listed page by page, with the digest of their code and their settings', async () => {
  await using rig = await aRegion({
    resources: () => [
      aFunction('b', { Timeout: 60, MemorySize: 256, Environment: { Variables: { COLOR: 'red' } } }),
      aFunction('a'),
      aFunction('c'),
    ],
    functions: { a: code, b: code, c: `${code}\n` },
  });
  const lambda = new LambdaClient(rig.client);
  const first = await lambda.send(new ListFunctionsCommand({ MaxItems: 2 }));
  expect(first.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['a', 'b']);
  const second = await lambda.send(new ListFunctionsCommand({ MaxItems: 2, Marker: first.NextMarker }));
  expect(second.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['c']);
  expect(second.NextMarker).toBeUndefined();
  const [a, b] = first.Functions ?? [];
  const [c] = second.Functions ?? [];
  expect(b).toMatchObject({
    FunctionArn: functionArn('b'),
    Timeout: 60,
    MemorySize: 256,
    Environment: { Variables: { COLOR: 'red' } },
    CodeSha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
  });
  expect([b?.CodeSha256 === a?.CodeSha256, c?.CodeSha256 === a?.CodeSha256]).toEqual([true, false]);
});

test('a parameter of a list that is not simulated is refused by name', async () => {
  await using rig = await aRegion({ resources: () => [] });
  const list = new ListFunctionsCommand({ FunctionVersion: 'ALL' });
  await expect(new LambdaClient(rig.client).send(list)).rejects.toThrow('FunctionVersion is not simulated');
});

test('what is reserved for a function is told, and what is left to the account', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('kept', { ReservedConcurrentExecutions: 3 }), aFunction('free')],
    functions: { kept: code, free: code },
  });
  const lambda = new LambdaClient(rig.client);
  const reserved = async (FunctionName: string) =>
    (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions;
  expect([await reserved('kept'), await reserved('free')]).toEqual([3, undefined]);
  await expect(reserved('none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(await lambda.send(new GetAccountSettingsCommand({}))).toMatchObject({
    AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 997 },
    AccountUsage: { FunctionCount: 2 },
  });
});

test('a state machine is described with its definition', async () => {
  const machineArn = `arn:aws:states:${region}:${account}:stateMachine:failover`;
  const definition = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };
  await using rig = await aRegion({
    resources: () => [
      {
        type: 'AWS::StepFunctions::StateMachine',
        physicalId: machineArn,
        properties: { StateMachineName: 'failover', DefinitionString: JSON.stringify(definition) },
      },
    ],
  });
  const states = new SFNClient(rig.client);
  const described = await states.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn }));
  expect(described).toMatchObject({ name: 'failover', status: 'ACTIVE', type: 'STANDARD' });
  expect(JSON.parse(described.definition ?? '')).toEqual(definition);
  await expect(
    states.send(new DescribeStateMachineCommand({ stateMachineArn: `${machineArn}-2` })),
  ).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
});

test('rules are listed by their bus, schedules on the default one, with their triggers as declared', async () => {
  await using rig = await aRegion({
    resources: () => [
      { type: 'AWS::Events::EventBus', physicalId: 'payments', properties: { Name: 'payments' } },
      aRule('every-minute', { ScheduleExpression: 'rate(1 minute)' }),
      aRule('asleep', { ScheduleExpression: 'rate(5 minutes)', State: 'DISABLED' }),
      aRule('payments|outcomes', { EventBusName: 'payments', EventPattern: { source: ['ledger'] } }),
    ],
  });
  const events = new EventBridgeClient(rig.client);
  const rules = async (EventBusName?: string) =>
    (await events.send(new ListRulesCommand(EventBusName === undefined ? {} : { EventBusName }))).Rules;
  expect(await rules()).toMatchObject([
    { Name: 'every-minute', State: 'ENABLED', ScheduleExpression: 'rate(1 minute)' },
    { Name: 'asleep', State: 'DISABLED', ScheduleExpression: 'rate(5 minutes)' },
  ]);
  expect(await rules('payments')).toMatchObject([
    { Name: 'outcomes', State: 'ENABLED', EventPattern: '{"source":["ledger"]}' },
  ]);
  await expect(rules('nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

const aSecret: RigResource = {
  type: 'AWS::SecretsManager::Secret',
  physicalId: `arn:aws:secretsmanager:${region}:${account}:secret:ledger-AbCdEf`,
  properties: { Name: 'ledger', SecretString: '{"password":"p"}' },
};

test('a secret is described with its current version, and without its value', async () => {
  await using rig = await aRegion({ resources: () => [aSecret] });
  const secrets = new SecretsManagerClient(rig.client);
  const { VersionId = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: 'ledger' }));
  const described = await secrets.send(new DescribeSecretCommand({ SecretId: 'ledger' }));
  expect(described).toMatchObject({ Name: 'ledger', VersionIdsToStages: { [VersionId]: ['AWSCURRENT'] } });
  expect(described).not.toHaveProperty('SecretString');
});

const template = { Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'a & <b>' } } } };

test('stacks are listed, and each shows the template that it was deployed with', async () => {
  await using rig = await aRegion({ resources: () => [], templates: { 'failover-primary-dev': template } });
  const cloudFormation = new CloudFormationClient(rig.client);
  const { StackSummaries } = await cloudFormation.send(new ListStacksCommand({}));
  expect(StackSummaries).toMatchObject([{ StackName: 'failover-primary-dev', StackStatus: 'CREATE_COMPLETE' }]);
  const deleted = await cloudFormation.send(new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }));
  expect(deleted.StackSummaries ?? []).toEqual([]);
  for (const StackName of ['failover-primary-dev', StackSummaries?.[0]?.StackId ?? '']) {
    const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName }));
    expect(JSON.parse(TemplateBody)).toEqual(template);
  }
  await expect(cloudFormation.send(new GetTemplateCommand({ StackName: 'none' }))).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack with id none does not exist',
  });
});

/** Calls of a function that may only do what is listed. */
async function asWorker(rig: RegionRig): Promise<readonly (readonly [string, string])[]> {
  const client = { ...rig.client, credentials: { accessKeyId: 'worker', secretAccessKey: 'local' } };
  const lambda = new LambdaClient(client);
  const calls: Readonly<Record<string, Promise<unknown>>> = {
    ListFunctions: lambda.send(new ListFunctionsCommand({})),
    GetAccountSettings: lambda.send(new GetAccountSettingsCommand({})),
    GetFunctionConcurrency: lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: 'worker' })),
    ListRules: new EventBridgeClient(client).send(new ListRulesCommand({})),
    ListStacks: new CloudFormationClient(client).send(new ListStacksCommand({})),
    GetTemplate: new CloudFormationClient(client).send(new GetTemplateCommand({ StackName: 'failover-primary-dev' })),
    DescribeSecret: new SecretsManagerClient(client).send(new DescribeSecretCommand({ SecretId: 'ledger' })),
  };
  return await Promise.all(
    Object.entries(calls).map(([name, call]) =>
      call.then(
        () => [name, 'allowed'] as const,
        (error: Error) => [name, error.name] as const,
      ),
    ),
  );
}

test.each<[string, readonly [readonly string[], string][], RegExp]>([
  ['nothing is granted', [], /^(AccessDenied|AccessDeniedException)$/],
  [
    'each is granted on its own resource',
    [
      [['lambda:ListFunctions', 'lambda:GetAccountSettings', 'events:ListRules', 'cloudformation:ListStacks'], '*'],
      [['lambda:GetFunctionConcurrency'], functionArn('*er')],
      [['cloudformation:GetTemplate'], `arn:aws:cloudformation:${region}:${account}:stack/*-dev/*`],
      [['secretsmanager:DescribeSecret'], `arn:aws:secretsmanager:${region}:${account}:secret:ledger-??????`],
    ],
    /^allowed$/,
  ],
  [
    'they are granted on other resources',
    [
      [['lambda:*', 'events:*', 'cloudformation:*', 'secretsmanager:*'], functionArn('another')],
      [['cloudformation:*'], `arn:aws:cloudformation:${region}:${account}:stack/*-prod/*`],
    ],
    /^(AccessDenied|AccessDeniedException)$/,
  ],
])('where %s, describing calls are answered accordingly', async (_, grants, expected) => {
  const statements = grants.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource }));
  await using rig = await aRegion({
    functions: { worker: code },
    resources: () => [aFunction('worker', { Role: roleArn('worker-role') }), aRole('worker-role', statements), aSecret],
    templates: { 'failover-primary-dev': template },
  });
  for (const [name, answer] of await asWorker(rig)) expect(answer, name).toMatch(expected);
});
