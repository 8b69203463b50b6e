import { describe } from 'vitest';
import { type Planted, type Sound, testPlanted, testSound } from './planted.ts';

const target = 'OnEvent/Properties/Targets';
const account = '000000000000';
const nowhere = `arn:aws:sqs:us-east-1:${account}:nowhere`;
const alarm = 'Busy/Properties';

const planted: readonly Planted[] = [
  ['a target that is not there', `${target}/0/Arn`, nowhere, 'target-not-there OnEvent.Targets.0.Arn'],
  ['a target that is no ARN', `${target}/0/Arn`, 'work-dev', 'target-not-there OnEvent.Targets.0.Arn'],
  [
    'a topic in another region as target',
    `${target}/0/Arn`,
    `arn:aws:sns:us-east-2:${account}:topic-dev`,
    'target-not-there OnEvent.Targets.0.Arn',
  ],
  [
    'a bus of another region without role',
    `${target}/1/RoleArn`,
    undefined,
    'target-without-role OnEvent.Targets.1.RoleArn',
  ],
  [
    'a state machine as target without role',
    'EachMinute/Properties/Targets/0/Arn',
    { Ref: 'Machine' },
    'target-without-role EachMinute.Targets.0.RoleArn',
  ],
  [
    'a role that EventBridge can not assume',
    `${target}/1/RoleArn`,
    { 'Fn::GetAtt': ['WorkerRole', 'Arn'] },
    'role-not-assumable OnEvent.Targets.1.RoleArn',
  ],
  ['two targets of one id', `${target}/1/Id`, 'Queue', 'target-id-twice OnEvent.Targets.1.Id'],
  [
    'six targets',
    `${target}`,
    [1, 2, 3, 4, 5, 6].map((id) => ({ Id: `T${id}`, Arn: { 'Fn::GetAtt': ['Work', 'Arn'] } })),
    'value-out-of-bounds OnEvent.Targets',
  ],
  [
    'two inputs of one target',
    `${target}/0`,
    { Id: 'Q', Arn: { 'Fn::GetAtt': ['Work', 'Arn'] }, Input: '{}', InputPath: '$' },
    'target-input-twice OnEvent.Targets.0.InputPath',
  ],
  [
    'dead letters of a rule to nowhere',
    `${target}/0/DeadLetterConfig/Arn`,
    nowhere,
    'dead-letter-not-there OnEvent.Targets.0.DeadLetterConfig.Arn',
  ],
  [
    'dead letters of a queue to nowhere',
    'Work/Properties/RedrivePolicy/deadLetterTargetArn',
    nowhere,
    'dead-letter-not-there Work.RedrivePolicy.deadLetterTargetArn',
  ],
  [
    'dead letters to another region',
    'Work/Properties/RedrivePolicy/deadLetterTargetArn',
    `arn:aws:sqs:us-east-2:${account}:dead-dev`,
    'dead-letter-not-there Work.RedrivePolicy.deadLetterTargetArn',
  ],
  [
    'dead letters of a function to nowhere',
    'Worker/Properties/DeadLetterConfig/TargetArn',
    nowhere,
    'dead-letter-not-granted Worker.DeadLetterConfig.TargetArn',
    'dead-letter-not-there Worker.DeadLetterConfig.TargetArn',
  ],
  ['a bus that is not there', 'OnEvent/Properties/EventBusName', 'nowhere', 'bus-not-there OnEvent.EventBusName'],
  ['a rule without trigger', 'OnEvent/Properties/EventPattern', undefined, 'rule-without-trigger OnEvent.EventPattern'],
  [
    'a schedule on a bus',
    'EachMinute/Properties/EventBusName',
    { Ref: 'Bus' },
    'rule-without-trigger EachMinute.ScheduleExpression',
  ],
  [
    'each 1 minutes',
    'EachMinute/Properties/ScheduleExpression',
    'rate(1 minutes)',
    'schedule-malformed EachMinute.ScheduleExpression',
  ],
  [
    'each 5 minute',
    'EachMinute/Properties/ScheduleExpression',
    'rate(5 minute)',
    'schedule-malformed EachMinute.ScheduleExpression',
  ],
  [
    'each 10 seconds',
    'EachMinute/Properties/ScheduleExpression',
    'rate(10 seconds)',
    'schedule-malformed EachMinute.ScheduleExpression',
  ],
  [
    'cron of five fields',
    'EachMinute/Properties/ScheduleExpression',
    'cron(0 1 * * ?)',
    'schedule-malformed EachMinute.ScheduleExpression',
  ],
  [
    'cron of two days',
    'EachMinute/Properties/ScheduleExpression',
    'cron(0 1 * * MON *)',
    'schedule-malformed EachMinute.ScheduleExpression',
  ],
  [
    'a pattern with a bare value',
    'OnEvent/Properties/EventPattern/source',
    'redoubt',
    'pattern-malformed OnEvent.EventPattern.source',
  ],
  [
    'a pattern with an empty list',
    'OnEvent/Properties/EventPattern/source',
    [],
    'pattern-malformed OnEvent.EventPattern.source',
  ],
  [
    'an operator that is none',
    'OnEvent/Properties/EventPattern/source',
    [{ begins: 'r' }],
    'pattern-malformed OnEvent.EventPattern.source',
  ],
  [
    'a subscription of a topic that is not there',
    'ToWork/Properties/TopicArn',
    `arn:aws:sns:us-east-1:${account}:nowhere`,
    'subscription-of-nothing ToWork.TopicArn',
  ],
  [
    'a subscription of a queue that is not there',
    'ToWork/Properties/Endpoint',
    nowhere,
    'subscription-of-nothing ToWork.Endpoint',
  ],
  [
    'a subscription without endpoint',
    'ToWork/Properties/Endpoint',
    undefined,
    'subscription-of-nothing ToWork.Endpoint',
  ],
  [
    'raw messages to a function',
    'ToWork/Properties',
    {
      TopicArn: { Ref: 'Topic' },
      Protocol: 'lambda',
      Endpoint: { 'Fn::GetAtt': ['Worker', 'Arn'] },
      RawMessageDelivery: true,
    },
    'subscription-of-nothing ToWork.RawMessageDelivery',
  ],
  [
    'a policy of a queue that is not there',
    'WorkPolicy/Properties/Queues/0',
    'https://nowhere',
    'policy-of-nothing WorkPolicy.Queues.0',
  ],
  [
    'an alarm that tells another region’s topic',
    `${alarm}/AlarmActions/0`,
    `arn:aws:sns:us-east-2:${account}:topic-dev`,
    'alarm-action-elsewhere Busy.AlarmActions.0',
  ],
  [
    'an alarm that tells nobody',
    `${alarm}/AlarmActions/0`,
    `arn:aws:sns:us-east-1:${account}:nowhere`,
    'alarm-action-elsewhere Busy.AlarmActions.0',
  ],
  ['periods of 45 s', `${alarm}/Period`, 45, 'alarm-periods Busy.Period'],
  ['more than a day', `${alarm}/EvaluationPeriods`, 1441, 'alarm-periods Busy.EvaluationPeriods'],
  ['more data points than periods', `${alarm}/DatapointsToAlarm`, 4, 'alarm-periods Busy.DatapointsToAlarm'],
  ['an alarm without threshold', `${alarm}/Threshold`, undefined, 'alarm-metrics Busy.Threshold'],
  ['a statistic and a percentile', `${alarm}/ExtendedStatistic`, 'p99', 'alarm-metrics Busy.Statistic'],
  [
    'a metric and queries',
    `${alarm}/Metrics`,
    [{ Id: 'a', Expression: 'FILL(b, 0)' }],
    'alarm-metrics Busy.MetricName',
  ],
  [
    'a comparison that is none',
    `${alarm}/ComparisonOperator`,
    'MoreThan',
    'value-out-of-bounds Busy.ComparisonOperator',
  ],
  ['a composite of nothing', 'Any/Properties/AlarmRule', 'ALARM("nothing")', 'composite-of-nothing Any.AlarmRule'],
  ['a composite that is no rule', 'Any/Properties/AlarmRule', 'busy-dev', 'composite-of-nothing Any.AlarmRule'],
  ['a dashboard that is no JSON', 'Board/Properties/DashboardBody', '{', 'dashboard-malformed Board.DashboardBody'],
  [
    'a widget beyond the grid',
    'Board/Properties/DashboardBody',
    '{"widgets":[{"type":"text","x":1,"width":24,"properties":{}}]}',
    'dashboard-malformed Board.DashboardBody',
  ],
];

const sound: readonly Sound[] = [
  [
    'five targets',
    `${target}`,
    [1, 2, 3, 4, 5].map((id) => ({ Id: `T${id}`, Arn: { 'Fn::GetAtt': ['Work', 'Arn'] } })),
  ],
  [
    'a bus of the own region without role',
    `${target}/1`,
    { Id: 'Bus', Arn: `arn:aws:events:us-east-1:${account}:event-bus/default` },
  ],
  ['a target in another account', `${target}/0/Arn`, 'arn:aws:sqs:us-east-1:111111111111:theirs'],
  ['each 5 minutes', 'EachMinute/Properties/ScheduleExpression', 'rate(5 minutes)'],
  ['cron of six fields', 'EachMinute/Properties/ScheduleExpression', 'cron(0 1 ? * MON *)'],
  ['a schedule on the default bus', 'EachMinute/Properties/EventBusName', 'default'],
  [
    'alternatives in a pattern',
    'OnEvent/Properties/EventPattern',
    { $or: [{ source: ['a'] }, { source: [{ prefix: 'b' }] }] },
  ],
  ['a whole day', `${alarm}/EvaluationPeriods`, 1440],
  ['periods of 30 s', `${alarm}/Period`, 30],
  ['as many data points as periods', `${alarm}/DatapointsToAlarm`, 3],
  ['a composite of two states', 'Any/Properties/AlarmRule', 'ALARM("busy-dev") AND NOT OK(busy-dev)'],
  ['an e-mail', 'ToWork/Properties', { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: 'a@sound.example' }],
];

describe('messages and alarms', () => {
  testPlanted(planted);
  testSound(sound);
});
