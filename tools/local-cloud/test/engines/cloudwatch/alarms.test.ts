import { expect, test } from 'vitest';
import { Alarms } from '../../../src/engines/cloudwatch/alarms.ts';

/** Lengths of the periods, in seconds, that an alarm is evaluated over when periods are a tenth of the template's. */
function periodsOf(ComparisonOperator: string): readonly number[] {
  const lengths: number[] = [];
  const alarms = new Alarms((_metric, _statistic, { fromMs, toMs }) => {
    if (Number.isFinite(toMs)) lengths.push((toMs - fromMs) / 1000);
    return undefined;
  }, 0.1);
  alarms.add({
    logicalId: 'Alarm',
    type: 'AWS::CloudWatch::Alarm',
    physicalId: 'alarm',
    stackName: 'stack',
    region: 'us-east-1',
    properties: {
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator,
    },
  });
  alarms.statuses();
  return lengths;
}

test('periods shrink with the time between health checks', () => {
  expect(periodsOf('GreaterThanThreshold')).toEqual([6, 6]);
});

test('who waits for the calls of a schedule waits as long as on AWS: they come as often', () => {
  expect(periodsOf('LessThanThreshold')).toEqual([60, 60]);
});
