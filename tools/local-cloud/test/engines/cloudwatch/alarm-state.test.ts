import { expect, test } from 'vitest';
import { thresholdAlarm } from '../../../src/definitions/alarm-definition.ts';
import { type AlarmState, alarmState } from '../../../src/engines/cloudwatch/alarm-state.ts';
import type { ResolvedResource } from '../../../src/protocol/resolved.ts';

function anAlarm(properties: Readonly<Record<string, unknown>> = {}, physicalId = 'alarm'): ResolvedResource {
  return {
    logicalId: 'Alarm',
    type: 'AWS::CloudWatch::Alarm',
    physicalId,
    stackName: 'stack',
    region: 'us-east-1',
    properties: {
      Namespace: 'Redoubt',
      MetricName: 'SecondaryActive',
      Statistic: 'Maximum',
      Period: 10,
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      ...properties,
    },
  };
}

/** State by values, the latest first, `-` where no data came. */
function stateOf(values: string, properties: Readonly<Record<string, unknown>>, before: AlarmState = 'OK'): AlarmState {
  const definition = thresholdAlarm(anAlarm(properties));
  if (definition === undefined) throw new Error('the alarm is not evaluated');
  const numbers = values.split(' ').map((value) => (value === '-' ? undefined : Number(value)));
  return alarmState(definition, numbers, before);
}

test.each<[string, string, Readonly<Record<string, unknown>>, AlarmState]>([
  ['rings when every period breaches', '1 1 1', {}, 'ALARM'],
  ['does not ring one period before', '1 1 0', {}, 'OK'],
  ['rings by two of three', '1 0 1', { DatapointsToAlarm: 2 }, 'ALARM'],
  ['does not ring by one of three where two are asked for', '1 0 0', { DatapointsToAlarm: 2 }, 'OK'],
  ['looks at no more periods than it evaluates', '0 1 1 1', { DatapointsToAlarm: 3 }, 'OK'],
  ['lacks data when none came', '- - -', {}, 'INSUFFICIENT_DATA'],
  ['is OK by the data that came', '- 0 -', {}, 'OK'],
  ['counts missing data as breaching when asked to', '- - -', { TreatMissingData: 'breaching' }, 'ALARM'],
  ['counts missing data as good when asked to', '- - -', { TreatMissingData: 'notBreaching' }, 'OK'],
])('an alarm %s', (_, values, properties, state) => {
  expect(stateOf(values, properties)).toBe(state);
});

test.each<AlarmState>(['OK', 'ALARM', 'INSUFFICIENT_DATA'])(
  'an alarm that ignores missing data stays at %s',
  (before) => {
    expect(stateOf('- - -', { TreatMissingData: 'ignore' }, before)).toBe(before);
  },
);

test.each([
  ['GreaterThanOrEqualToThreshold', [false, true, true]],
  ['GreaterThanThreshold', [false, false, true]],
  ['LessThanOrEqualToThreshold', [true, true, false]],
  ['LessThanThreshold', [true, false, false]],
])('%s compares on both sides of the threshold and at it', (ComparisonOperator, breaching) => {
  const definition = thresholdAlarm(anAlarm({ ComparisonOperator }));
  expect([0.5, 1, 1.5].map((value) => definition?.isBreaching(value))).toEqual(breaching);
});

test.each([
  ['an expression of which nothing is known', { MetricName: undefined, Metrics: [] }],
  ['an expression beyond sums', { MetricName: undefined, Metrics: [{ Id: 'rate', Expression: 'errors / calls' }] }],
  ['a percentile', { Statistic: undefined, ExtendedStatistic: 'p99' }],
  ['an anomaly band', { ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold' }],
])('%s is not evaluated', (_, properties) => {
  expect(thresholdAlarm(anAlarm(properties))).toBeUndefined();
});
