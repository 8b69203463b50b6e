import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { MetricStore } from '../../../src/engines/cloudwatch/metric-store.ts';
import { aFunction, aRegion, type RegionRig } from '../../processes/region/region-rig.ts';

const Namespace = 'Redoubt';
const alarm = {
  type: 'AWS::CloudWatch::Alarm',
  physicalId: 'secondary-is-active',
  properties: {
    Namespace,
    MetricName: 'SecondaryActive',
    Dimensions: [{ Name: 'region', Value: 'us-east-2' }],
    Statistic: 'Maximum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  },
};

async function put(rig: RegionRig, datum: Partial<MetricDatum>): Promise<void> {
  const MetricData = [{ MetricName: 'SecondaryActive', Dimensions: alarm.properties.Dimensions, ...datum }];
  await new CloudWatchClient(rig.client).send(new PutMetricDataCommand({ Namespace, MetricData }));
}

async function stateOf(rig: RegionRig): Promise<string | undefined> {
  const names = new DescribeAlarmsCommand({ AlarmNames: [alarm.physicalId] });
  return (await new CloudWatchClient(rig.client).send(names)).MetricAlarms?.[0]?.StateValue;
}

test('an alarm follows the metric that is put, found by all of its dimensions', async () => {
  await using rig = await aRegion({ resources: () => [alarm] });
  expect(await stateOf(rig)).toBe('INSUFFICIENT_DATA');
  await put(rig, { Value: 1, Dimensions: [] });
  expect(await stateOf(rig)).toBe('INSUFFICIENT_DATA');
  await put(rig, { Value: 0 });
  expect(await stateOf(rig)).toBe('OK');
  expect(await rig.hook('alarms-ringing', {})).toEqual([]);
  await put(rig, { Value: 1 });
  expect(await stateOf(rig)).toBe('ALARM');
  expect(await rig.hook('alarms-ringing', {})).toMatchObject([{ name: alarm.physicalId, state: 'ALARM' }]);
  expect(await rig.hook('alarm-state', { name: alarm.physicalId })).toEqual({ state: 'ALARM' });
});

test('a metric in a log line of a function rings like one that is put', async () => {
  const line = {
    _aws: {
      Timestamp: 0,
      CloudWatchMetrics: [{ Namespace, Dimensions: [['region']], Metrics: [{ Name: 'SecondaryActive' }] }],
    },
    region: 'us-east-2',
    SecondaryActive: 1,
  };
  const source = `export const handler = async () => {
    const line = ${JSON.stringify(line)};
    line._aws.Timestamp = Date.now();
    console.log(JSON.stringify(line));
  };`;
  await using rig = await aRegion({ resources: () => [alarm, aFunction('watch')], functions: { watch: source } });
  await new LambdaClient(rig.client).send(new InvokeCommand({ FunctionName: 'watch' }));
  await expect.poll(() => stateOf(rig)).toBe('ALARM');
});

test('statistics of a metric are answered period by period', async () => {
  await using rig = await aRegion({ resources: () => [] });
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  await put(rig, { Values: [1, 5], Counts: [3, 1], Timestamp: new Date(minute - 60_000) });
  await put(rig, { Value: 7, Timestamp: new Date(minute) });
  const { Datapoints } = await new CloudWatchClient(rig.client).send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName: 'SecondaryActive',
      Dimensions: alarm.properties.Dimensions,
      StartTime: new Date(minute - 120_000),
      EndTime: new Date(minute + 60_000),
      Period: 60,
      Statistics: ['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum'],
    }),
  );
  expect(Datapoints).toEqual([
    { Timestamp: new Date(minute - 60_000), Average: 2, Maximum: 5, Minimum: 1, SampleCount: 4, Sum: 8 },
    { Timestamp: new Date(minute), Average: 7, Maximum: 7, Minimum: 7, SampleCount: 1, Sum: 7 },
  ]);
});

test.each([
  ['more than two weeks old', -(14 * 24 * 60 + 1)],
  // Not a minute beyond: the bound moves on while a slow machine signs the request.
  ['more than two hours ahead', 180],
])('a value %s is refused', async (_, minutes) => {
  await using rig = await aRegion({ resources: () => [] });
  await expect(put(rig, { Value: 1, Timestamp: new Date(Date.now() + minutes * 60_000) })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
});

test('values that come late are counted where they belong, and those of the last hour are kept', () => {
  const store = new MetricStore();
  const metric = { namespace: Namespace, name: 'm', dimensions: {} };
  const put = (second: number) => store.put(metric, { value: second, count: 1, atMs: second * 1000 });
  for (const second of [10, 30, 20, 3610, 3611]) put(second);
  const sum = (from: number, to: number) => store.statistic(metric, 'Sum', { fromMs: from * 1000, toMs: to * 1000 });
  expect(sum(20, 31)).toBe(50);
  expect(sum(10, 11)).toBeUndefined();
  expect(sum(11, 12)).toBeUndefined();
});
