import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { expect, test } from 'vitest';
import {
  addAlarms,
  newApp,
  publishRecoveryHook,
  RegionalStack,
  RunOnDeploy,
  Schedule,
  ServiceFunction,
  sumOfFunctions,
} from '../src/index.ts';
import { aFunction, aServiceTemplate, inBundledProject } from './support/a-service-stack.ts';
import { aTopology } from './support/a-topology.ts';

test('a schedule calls its function every minute and repeats no missed call', async () => {
  const template = await aServiceTemplate((stack, fn) => {
    new Schedule(stack, 'Sweep', { name: 'validation-sweep', every: Duration.minutes(1), fn });
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    Name: 'validation-sweep-schedule-dev',
    ScheduleExpression: 'rate(1 minute)',
    Targets: [Match.objectLike({ Input: '{}', RetryPolicy: { MaximumRetryAttempts: 0 } })],
  });
});

test('a failed call of a schedule is not retried beside the next one, also with two schedules of one function', async () => {
  const template = await aServiceTemplate((stack, fn) => {
    new Schedule(stack, 'Sweep', { name: 'validation-sweep', every: Duration.minutes(1), fn });
    new Schedule(stack, 'SweepAll', { name: 'validation-sweep-all', every: Duration.hours(1), fn });
  });
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
});

test('a deployment waits for the function that it runs', async () => {
  const template = await aServiceTemplate((stack, fn) => {
    new RunOnDeploy(stack, 'Migrate', { fn });
  });
  template.hasResourceProperties('Custom::Trigger', { InvocationType: 'RequestResponse', Timeout: '10000' });
});

test('running at deployment leaves no warning behind', () =>
  inBundledProject(['post-payment'], () => {
    const stack = new RegionalStack(newApp(), { topology: aTopology(), seat: 'primary', component: 'validation' });
    const fn = aFunction(stack);
    new RunOnDeploy(stack, 'Migrate', { fn });
    new Schedule(stack, 'Sweep', { name: 'validation-sweep', every: Duration.minutes(1), fn });
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  }));

test('a recovery hook is published where the failover service looks for it', async () => {
  const template = await aServiceTemplate((stack) => {
    const props = { service: 'validation', name: 'probe', handler: 'post-payment', description: 'Probes' } as const;
    publishRecoveryHook(stack, 'validation', 'probe', new ServiceFunction(stack, 'Probe', props));
  });
  template.hasResourceProperties('AWS::SSM::Parameter', {
    Name: '/payment/dev/services/validation/recovery/probe',
    Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Probe'), 'Arn'] },
  });
});

test('a recovery hook of another name is refused: a failover may not call it', async () => {
  const published = aServiceTemplate((stack, fn) => void publishRecoveryHook(stack, 'validation', 'probe', fn));
  await expect(published).rejects.toThrow('must be the function validation-probe-dev');
});

test('MN1 an alarm names its runbook and tells the alarm topic when it rings and when it stops', async () => {
  const template = await aServiceTemplate((stack, fn) => {
    const metric = new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensionsMap: { FunctionName: fn.functionName },
    });
    addAlarms(stack, [{ name: 'validation-errors', description: 'Payments are refused.', metric, threshold: 0 }]);
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'validation-errors-dev',
    AlarmDescription: 'Payments are refused. Runbook: docs/runbooks/validation-errors.md',
    AlarmActions: [{ Ref: 'PlatformAlarmTopicArn' }],
    OKActions: [{ Ref: 'PlatformAlarmTopicArn' }],
    TreatMissingData: 'notBreaching',
  });
});

test('MN1 an alarm on a percentile may leave quiet minutes out', async () => {
  const metric = new Metric({ namespace: 'AWS/ApiGateway', metricName: 'Latency', statistic: 'p99' });
  const definition = { name: 'validation-api-latency', description: 'Slow.', metric, threshold: 1 };
  const template = await aServiceTemplate((stack) => {
    addAlarms(stack, [
      { ...definition, ignoresFewSamples: true },
      { ...definition, name: 'validation-api-latency-always' },
    ]);
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'validation-api-latency-dev',
    EvaluateLowSampleCountPercentile: 'ignore',
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'validation-api-latency-always-dev',
    EvaluateLowSampleCountPercentile: Match.absent(),
  });
});

test('MN1 the counts of ten functions make one alarm, and those of eleven are refused', () =>
  inBundledProject(['post-payment'], () => {
    const stack = new RegionalStack(newApp(), { topology: aTopology(), seat: 'primary', component: 'validation' });
    const fn = aFunction(stack);
    const sum = (count: number) =>
      sumOfFunctions({
        counts: ['errors'],
        functions: Array.from({ length: count }, () => fn),
        label: 'validation functions',
        period: Duration.minutes(1),
      });
    expect(sum(10).expression).toBe(Array.from({ length: 10 }, (_, at) => `FILL(errors${at}, 0)`).join(' + '));
    expect(() => sum(11)).toThrow('at most 10 metrics, got 11 for validation functions');
  }));

test('MN1 errors and throttles of the same functions are added up', () =>
  inBundledProject(['post-payment'], () => {
    const stack = new RegionalStack(newApp(), { topology: aTopology(), seat: 'primary', component: 'validation' });
    const sum = sumOfFunctions({
      counts: ['errors', 'throttles'],
      functions: [aFunction(stack)],
      label: 'validation functions',
      period: Duration.minutes(1),
    });
    expect(sum.expression).toBe('FILL(errors0, 0) + FILL(throttles0, 0)');
    expect(sum.usingMetrics).toMatchObject({ throttles0: { metricName: 'Throttles' } });
  }));
