import { existsSync, readdirSync } from 'node:fs';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { stageBudgets } from '../../infra/stage-budgets.ts';
import { statementsOf, synthesize } from '../support/templates.ts';

const { primary, secondary } = synthesize();

/** A template with its region, seat and generated ids made the same, so that what is left must not differ. */
function normalized(template: Template, region: string, peerRegion: string): string {
  const text = JSON.stringify(template.toJSON())
    .replaceAll(region, '{region}')
    .replaceAll(peerRegion, '{peer}')
    .replaceAll(/primary|secondary/g, '{seat}')
    .replaceAll(/[0-9A-F]{8}|[0-9a-f]{32}/g, '{hash}');
  // CDK has sorted them by the regions' own names.
  return JSON.stringify(JSON.parse(text), (key, value) =>
    key === 'Resource' && Array.isArray(value) ? value.map((it) => JSON.stringify(it)).sort() : value,
  );
}

test('FO1 the two regions run the same state machine and functions, but for which of them is the peer', () => {
  // The primary region is named to the seeding function in both.
  const seeded = (text: string) => text.replace(/"PRIMARY_REGION":"[^"]+"/g, '"PRIMARY_REGION":"{first}"');
  const [here, there] = [
    normalized(primary, 'us-east-1', 'us-east-2'),
    normalized(secondary, 'us-east-2', 'us-east-1'),
  ];
  expect(JSON.parse(seeded(there))).toEqual(JSON.parse(seeded(here)));
});

test('every route and consumer is deployed', () => {
  const files = ['routes', 'consumers'].flatMap((folder) =>
    readdirSync(new URL(`../../src/${folder}/`, import.meta.url)),
  );
  for (const file of files) {
    primary.hasResourceProperties('AWS::Lambda::Function', { FunctionName: `failover-${file.replace('.ts', '')}-dev` });
  }
});

test.each(Object.entries(stageBudgets))('%s has the time that its stage allows', (stage, { callSeconds }) => {
  primary.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: `failover-${stage}-dev`,
    Timeout: callSeconds,
  });
});

test.each(['heartbeat', 'watch'])('%s is called every minute, and outlasts it', (name) => {
  primary.hasResourceProperties('AWS::Events::Rule', {
    Name: `failover-${name}-schedule-dev`,
    ScheduleExpression: 'rate(1 minute)',
  });
  primary.hasResourceProperties('AWS::Lambda::Function', { FunctionName: `failover-${name}-dev`, Timeout: 90 });
});

test.each([
  ['not labelled', {}, 'ignored'],
  ['labelled for drills', { drills: true }, 'heeded'],
] as const)("in an environment that is %s a drill's faults are %s", (_, topology, drills) => {
  const { secondary: template } = synthesize(topology);
  for (const name of ['watch', 'recover-services', 'report-failover']) {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `failover-${name}-dev`,
      Environment: { Variables: Match.objectLike({ DRILLS: drills }) },
    });
  }
});

test('every function of the service has capacity that payments can not take', () => {
  for (const { Properties } of Object.values(primary.findResources('AWS::Lambda::Function'))) {
    if (Properties.Environment?.Variables?.SERVICE_NAME !== 'failover') continue;
    expect(Properties.ReservedConcurrentExecutions, Properties.FunctionName).toBeGreaterThan(0);
  }
});

test('what health checks ask has a limit of its own', () => {
  primary.hasResourceProperties('AWS::ApiGateway::Stage', {
    MethodSettings: Match.arrayWith([
      Match.objectLike({ HttpMethod: '*', ThrottlingRateLimit: 10_000 }),
      Match.objectLike({ HttpMethod: 'GET', ResourcePath: '/~1serving', ThrottlingRateLimit: 50 }),
    ]),
  });
});

test('the damping of the topology reaches the functions that decide', () => {
  const { secondary: damped } = synthesize({ signalDamping: { windowLength: 12 } });
  for (const name of ['watch', 'confirm-order']) {
    damped.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `failover-${name}-dev`,
      Environment: { Variables: Match.objectLike({ SIGNAL_WINDOW_LENGTH: '12' }) },
    });
  }
});

test('13 the failover mode of the topology reaches the functions that decide and explain', () => {
  const { secondary: template } = synthesize({
    failoverMode: 'approve',
    approval: { waitSeconds: 60, afterwards: 'fail_over' },
  });
  for (const name of ['watch', 'confirm-order', 'explain-failover']) {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `failover-${name}-dev`,
      Environment: {
        Variables: Match.objectLike({
          FAILOVER_MODE: 'approve',
          APPROVAL_SECONDS: '60',
          APPROVAL_AFTERWARDS: 'fail_over',
        }),
      },
    });
  }
});

test('each alarm names its runbook, and the runbook is there', () => {
  const alarms = Object.values(primary.findResources('AWS::CloudWatch::Alarm'));
  expect(alarms).toHaveLength(12);
  for (const { Properties } of alarms) {
    const [, runbook = 'none'] = /Runbook: (\S+)$/.exec(String(Properties.AlarmDescription)) ?? [];
    expect(existsSync(new URL(`../../../../${runbook}`, import.meta.url)), runbook).toBe(true);
  }
});

test('both regions are compared every quarter of an hour, and the alarm lasts until the next look', () => {
  primary.hasResourceProperties('AWS::Events::Rule', {
    Name: 'failover-check-readiness-schedule-dev',
    ScheduleExpression: 'rate(15 minutes)',
  });
  primary.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'failover-not-ready-dev',
    MetricName: 'ReadinessFindings',
    Period: 1_800,
    Threshold: 0,
    EvaluationPeriods: 1,
  });
});

test('who compares the regions may describe what the environment has in both, and read no secret', () => {
  const statements = statementsOf(primary).filter(({ role }) => role.startsWith('CheckReadiness'));
  const actions = statements.flatMap(({ statement }) => statement.Action);
  expect(actions.filter((action) => /:(Put|Update|Delete|Create|Start)/.test(action))).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ]);
  expect(actions).not.toContain('secretsmanager:GetSecretValue');
  const patterns = statements
    .map(({ statement }) => statement)
    .find(({ Sid }) => Sid === 'ThingsOfEnvironment')?.Resource;
  expect(patterns).toEqual([
    'arn:aws:cloudformation:us-east-1:000000000000:stack/*-dev/*',
    'arn:aws:cloudformation:us-east-2:000000000000:stack/*-dev/*',
    'arn:aws:lambda:us-east-1:000000000000:function:*-dev',
    'arn:aws:lambda:us-east-2:000000000000:function:*-dev',
    'arn:aws:secretsmanager:us-east-1:000000000000:secret:*-dev-??????',
    'arn:aws:secretsmanager:us-east-2:000000000000:secret:*-dev-??????',
  ]);
});

test('a silent watcher rings: no news is not good news', () => {
  primary.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'failover-watch-silent-dev',
    TreatMissingData: 'breaching',
    ComparisonOperator: 'LessThanThreshold',
  });
});
