import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { expect, test } from 'vitest';
import { addAlarms, newApp, publishRecoveryHook, RegionalStack, RunOnDeploy, Schedule } from '../src/index.ts';
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
  const template = await aServiceTemplate((stack, fn) => {
    publishRecoveryHook(stack, 'validation', 'probe', fn);
  });
  template.hasResourceProperties('AWS::SSM::Parameter', {
    Name: '/payment/dev/services/validation/recovery/probe',
    Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PostPayment'), 'Arn'] },
  });
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
