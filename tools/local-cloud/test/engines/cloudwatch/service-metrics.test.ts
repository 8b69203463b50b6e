import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aFunction,
  aQueue,
  aRegion,
  functionArn,
  type RegionRig,
  type RigResource,
} from '../../processes/region/region-rig.ts';

/*
 * Goal: what goes wrong in a service rings the alarm that watches it, with nothing put by hand.
 *
 * Method: one region with a function, a queue and a state machine, each broken once; alarms as the templates have them.
 */
const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine-test';

function anAlarm(
  name: string,
  namespace: string,
  metric: string,
  dimensions: Readonly<Record<string, string>>,
): RigResource {
  return {
    type: 'AWS::CloudWatch::Alarm',
    physicalId: name,
    properties: {
      Namespace: namespace,
      MetricName: metric,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistic: metric.startsWith('Approximate') ? 'Maximum' : 'Sum',
      Period: 3_600,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    },
  };
}

/** An alarm on errors of two functions, one of which is never called. */
const sum: RigResource = {
  type: 'AWS::CloudWatch::Alarm',
  physicalId: 'errors-of-all',
  properties: {
    Metrics: [
      { Id: 'sum', Expression: 'FILL(errors0, 0) + FILL(errors1, 0)', ReturnData: true },
      ...['uncalled', 'fails'].map((FunctionName, at) => ({
        Id: `errors${at}`,
        MetricStat: {
          Metric: {
            Namespace: 'AWS/Lambda',
            MetricName: 'Errors',
            Dimensions: [{ Name: 'FunctionName', Value: FunctionName }],
          },
          Period: 3_600,
          Stat: 'Sum',
        },
        ReturnData: false,
      })),
    ],
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  },
};

let rig: RegionRig;
beforeAll(async () => {
  rig = await aRegion({
    resources: (endpoint) => [
      aFunction('fails'),
      aFunction('full', { ReservedConcurrentExecutions: 0 }),
      aQueue(endpoint, 'dead-letters'),
      {
        type: 'AWS::StepFunctions::StateMachine',
        physicalId: machineArn,
        properties: {
          DefinitionString: JSON.stringify({
            StartAt: 'Fails',
            States: { Fails: { Type: 'Task', Resource: functionArn('fails'), End: true } },
          }),
        },
      },
      sum,
      anAlarm('errors', 'AWS/Lambda', 'Errors', { FunctionName: 'fails' }),
      anAlarm('throttles', 'AWS/Lambda', 'Throttles', { FunctionName: 'full' }),
      anAlarm('dead-letters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'dead-letters' }),
      anAlarm('queue-age', 'AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'dead-letters' }),
      anAlarm('started', 'AWS/States', 'ExecutionsStarted', { StateMachineArn: machineArn }),
      anAlarm('stopped', 'AWS/States', 'ExecutionsFailed', { StateMachineArn: machineArn }),
    ],
    functions: {
      fails: `export const handler = async () => { throw new Error('broken'); };`,
      full: 'export const handler = async () => {};',
    },
  });
});
afterAll(async () => await rig?.[Symbol.asyncDispose]());

async function stateOf(name: string): Promise<string | undefined> {
  const answer = await new CloudWatchClient(rig.client).send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  return answer.MetricAlarms?.[0]?.StateValue;
}

test('nothing rings before anything goes wrong', async () => {
  for (const name of ['errors', 'errors-of-all', 'throttles', 'dead-letters', 'queue-age', 'started', 'stopped']) {
    expect([name, await stateOf(name)]).toEqual([name, 'OK']);
  }
});

test('a function that throws rings, also in a sum with one that nobody called', async () => {
  await new LambdaClient(rig.client).send(new InvokeCommand({ FunctionName: 'fails' }));
  expect(await stateOf('errors')).toBe('ALARM');
  expect(await stateOf('errors-of-all')).toBe('ALARM');
});

test('a function without copies left rings', async () => {
  const call = new LambdaClient(rig.client).send(new InvokeCommand({ FunctionName: 'full' }));
  await expect(call).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  expect(await stateOf('throttles')).toBe('ALARM');
});

test('a dead letter rings, and so does its age', async () => {
  const QueueUrl = `${rig.endpoint}/000000000000/dead-letters`;
  await new SQSClient(rig.client).send(new SendMessageCommand({ QueueUrl, MessageBody: 'given up' }));
  await expect.poll(() => stateOf('dead-letters')).toBe('ALARM');
  await expect.poll(() => stateOf('queue-age')).toBe('ALARM');
});

test('an execution that fails rings, and one that starts does', async () => {
  await new SFNClient(rig.client).send(new StartExecutionCommand({ stateMachineArn: machineArn, input: '{}' }));
  expect(await stateOf('started')).toBe('ALARM');
  await expect.poll(() => stateOf('stopped')).toBe('ALARM');
});
