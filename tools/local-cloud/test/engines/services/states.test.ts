import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import {
  aFunction,
  aRegion,
  eventually,
  functionArn,
  type RegionRig,
  type RigResource,
} from '../../processes/region/region-rig.ts';

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine-test';

function aMachine(definition: object): RigResource {
  return {
    type: 'AWS::StepFunctions::StateMachine',
    physicalId: stateMachineArn,
    properties: { DefinitionString: JSON.stringify(definition) },
  };
}

const functions = {
  double: `export const handler = async ({ n }) => n * 2;`,
  label: `export const handler = async (event) => event;`,
  large: `export const handler = async ({ bytes }) => 'x'.repeat(bytes - 2);`,
  flaky: `let calls = 0; export const handler = async () => { calls += 1; if (calls < 3) { const e = new Error('not yet'); e.name = 'NotYet'; throw e; } return calls; };`,
};
const task = (name: string, over: object = {}) => ({
  Type: 'Task',
  Resource: functionArn(name),
  TimeoutSeconds: 5,
  ...over,
});
const aMachineRig = (definition: object) =>
  aRegion({
    resources: () => [...Object.keys(functions).map((name) => aFunction(name)), aMachine(definition)],
    functions,
  });

async function ended(rig: RegionRig, input: object, name?: string) {
  const states = new SFNClient(rig.client);
  const { executionArn } = await states.send(
    new StartExecutionCommand({
      stateMachineArn,
      input: JSON.stringify(input),
      ...(name === undefined ? {} : { name }),
    }),
  );
  return eventually(async () => {
    const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
    return execution.status === 'RUNNING' ? undefined : execution;
  });
}

test('tasks run functions with the parameters that the definition makes', async () => {
  await using rig = await aMachineRig({
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Double', States: { Double: task('double', { End: true }) } },
          {
            StartAt: 'Label',
            States: { Label: task('label', { Parameters: { 'run.$': '$$.Execution.Name' }, End: true }) },
          },
        ],
        ResultSelector: { 'doubled.$': '$[0]', 'run.$': '$[1].run' },
        ResultPath: '$.both',
        Next: 'IsTen',
      },
      IsTen: {
        Type: 'Choice',
        Choices: [{ Variable: '$.both.doubled', NumericEquals: 10, Next: 'Ten' }],
        Default: 'Other',
      },
      Ten: { Type: 'Succeed' },
      Other: { Type: 'Fail', Error: 'NotTen' },
    },
  });
  const execution = await ended(rig, { n: 5 }, 'run-1');
  expect(execution).toMatchObject({ status: 'SUCCEEDED', name: 'run-1', input: '{"n":5}' });
  expect(JSON.parse(execution.output ?? '')).toEqual({ n: 5, both: { doubled: 10, run: 'run-1' } });
  expect(await ended(rig, { n: 4 })).toMatchObject({ status: 'FAILED', error: 'NotTen' });
});

test('errors are retried and caught by the name that the function gave them', async () => {
  await using rig = await aMachineRig({
    StartAt: 'Retried',
    States: {
      Retried: task('flaky', {
        Retry: [{ ErrorEquals: ['NotYet'], IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 1 }],
        Catch: [{ ErrorEquals: ['NotYet'], ResultPath: '$.failure', Next: 'Again' }],
        End: true,
      }),
      Again: task('flaky', { ResultPath: '$.calls', End: true }),
    },
  });
  const { output = '' } = await ended(rig, {});
  const { calls, failure } = JSON.parse(output);
  expect(calls).toBe(3);
  expect(failure.Error).toBe('NotYet');
  expect(JSON.parse(failure.Cause)).toMatchObject({ errorType: 'NotYet', errorMessage: 'not yet' });
});

test('a name starts one execution only', async () => {
  await using rig = await aMachineRig({ StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 1, End: true } } });
  const states = new SFNClient(rig.client);
  const start = (input: string) => states.send(new StartExecutionCommand({ stateMachineArn, name: 'once', input }));
  const first = await start('{"a":1}');
  expect((await start('{"a":1}')).executionArn).toBe(first.executionArn);
  await expect(start('{"a":2}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  const { executions } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
  expect(executions).toMatchObject([{ name: 'once', status: 'RUNNING' }]);
  await eventually(async () => {
    const done = await states.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }));
    return done.executions?.length === 1 ? true : undefined;
  });
  await expect(start('{"a":1}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
});

test('control sees the steps of each execution with their times', async () => {
  await using rig = await aMachineRig({ StartAt: 'Double', States: { Double: task('double', { End: true }) } });
  await ended(rig, { n: 1 });
  const executions = (await eventually(async () => {
    const all = (await rig.hook('executions')) as { steps: { type: string; state?: string }[] }[];
    return all[0]?.steps.some(({ type }) => type === 'ExecutionSucceeded') ? all : undefined;
  })) as { steps: { type: string; state?: string; at: string }[] }[];
  expect(executions[0]?.steps.map(({ type, state }) => [type, state])).toEqual([
    ['ExecutionStarted', undefined],
    ['StateEntered', 'Double'],
    ['StateExited', 'Double'],
    ['ExecutionSucceeded', undefined],
  ]);
});

test.each<[string, object, RegExp]>([
  [
    'JSONata',
    { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
    /written in JSONata; only JSONPath/,
  ],
  [
    'JSONata in a branch',
    {
      StartAt: 'A',
      States: {
        A: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'B', States: { B: { Type: 'Pass', QueryLanguage: 'JSONata', End: true } } }],
          End: true,
        },
      },
    },
    /state B is written in JSONata/,
  ],
  [
    'a task token',
    {
      StartAt: 'A',
      States: { A: task('double', { Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', End: true }) },
    },
    /only functions by their ARN/,
  ],
])('a definition with %s fails the deployment', async (_, definition, message) => {
  await expect(aMachineRig(definition)).rejects.toThrow(message);
});

test('what is not there is refused with its name', async () => {
  await using rig = await aMachineRig({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
  const states = new SFNClient(rig.client);
  await expect(
    states.send(new StartExecutionCommand({ stateMachineArn: `${stateMachineArn}-none` })),
  ).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  await expect(states.send(new StartExecutionCommand({ stateMachineArn, input: '{' }))).rejects.toMatchObject({
    name: 'InvalidExecutionInput',
  });
  await expect(states.send(new DescribeExecutionCommand({ executionArn: 'arn:none' }))).rejects.toMatchObject({
    name: 'ExecutionDoesNotExist',
  });
});

test('a task may return 256 KiB, and one byte more fails the execution', async () => {
  await using rig = await aMachineRig({ StartAt: 'Large', States: { Large: task('large', { End: true }) } });
  expect(await ended(rig, { bytes: 262_144 })).toMatchObject({ status: 'SUCCEEDED' });
  expect(await ended(rig, { bytes: 262_145 })).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});
