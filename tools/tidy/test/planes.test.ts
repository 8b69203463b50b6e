import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callsOf } from '../src/planes/bundle-calls.ts';
import { declaredReach, neededBesides, outsideRecovery } from '../src/planes/declared-reach.ts';
import type { State } from '../src/planes/machine.ts';
import { planeFaults } from '../src/planes/plane-faults.ts';
import { type DeployedFunction, type RecoveryRegion, recoveryRegions } from '../src/planes/recovery-region.ts';
import { root } from '../src/root.ts';

/**
 * Goal: no step of a recovery needs the region that is lost, nor a control plane that lives in us-east-1, before `Normalise`.
 *
 * Method: for both regions the state machine, the policies and variables of every function that a recovery runs, and the commands of
 * the AWS SDK in their bundles are read as they were synthesized last, and looked up in tables. Then faults are planted in what was
 * read: each is found, by its name.
 */
const bounds = { reach: declaredReach, outside: outsideRecovery, besides: neededBesides };
const regions = recoveryRegions();

describe.each(regions.map((it) => [it.region, it] as const))('FO1: with %s surviving', (_, recovery) => {
  test('nothing needs the lost region or us-east-1', () => {
    expect(recovery.functions.size).toBeGreaterThan(40);
    expect(planeFaults(recovery, bounds)).toEqual([]);
  });
});

test('FO1: either region can be the one that is lost', () => {
  expect(regions.map(({ region, lostRegion }) => [region, lostRegion])).toEqual([
    ['us-east-1', 'us-east-2'],
    ['us-east-2', 'us-east-1'],
  ]);
});

test('each call to the lost region that only code makes harmless has a test that shows it', () => {
  for (const reach of declaredReach) {
    if (reach.kind !== 'calls, and the code goes on without an answer') continue;
    expect(existsSync(join(root, reach.shownBy)), reach.shownBy).toBe(true);
    const text = readFileSync(join(root, reach.shownBy), 'utf8');
    for (const name of reach.functions) expect(text, reach.shownBy).toContain(name.replace('failover-', ''));
  }
});

const survivor = regions.find(({ region }) => region === 'us-east-2') as RecoveryRegion;

/** The survivor with a function changed. */
function withFunction(name: string, change: (fn: DeployedFunction) => Partial<DeployedFunction>): RecoveryRegion {
  const fn = survivor.functions.get(name);
  if (fn === undefined) throw new Error(`${name} is not deployed`);
  return { ...survivor, functions: new Map(survivor.functions).set(name, { ...fn, ...change(fn) }) };
}

/** The survivor with states added; the first takes the place between the canary and the report. */
function withStates(states: Readonly<Record<string, State>>, recovery = survivor): RecoveryRegion {
  const [first = ''] = Object.keys(states);
  const { States } = recovery.machine;
  const VerifyCanary = { ...(States['VerifyCanary'] as State), Next: first };
  return { ...recovery, machine: { ...recovery.machine, States: { ...States, VerifyCanary, ...states } } };
}

function withMachineGrant(action: string, resource: string): RecoveryRegion {
  return { ...survivor, machineGrants: [...survivor.machineGrants, { actions: [action], resources: [resource] }] };
}

const changeRecords = 'route53:ChangeResourceRecordSets';
const route53Task: State = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:route53:changeResourceRecordSets' };
const lambdaTask = (name: string, region = 'us-east-2'): State => ({
  Type: 'Task',
  Resource: `arn:aws:lambda:${region}:000000000000:function:${name}-dev`,
});
const goesOn = {
  TimeoutSeconds: 60,
  Catch: [{ ErrorEquals: ['States.ALL'], Next: 'ReportFailover' }],
  Next: 'ReportFailover',
};

/** A function that rewrites records, and one that calls the lost region; both are not there in what is deployed. */
const rewriting: DeployedFunction = {
  name: 'failover-normalise',
  grants: [{ actions: [changeRecords], resources: ['arn:aws:route53:::hostedzone/Z1'] }],
  environment: {},
  calls: [],
  aimedClients: [],
};
const withRewriting = { ...survivor, functions: new Map(survivor.functions).set(rewriting.name, rewriting) };

describe('a planted call is named', () => {
  test.each<[string, RecoveryRegion, string]>([
    [
      'to Route 53, granted to a stage',
      withFunction('failover-open-writes', ({ grants }) => ({
        grants: [...grants, { actions: [changeRecords], resources: ['*'] }],
      })),
      `failover-open-writes: ${changeRecords} is of a control plane in us-east-1, and may be used from Normalise on only`,
    ],
    [
      'to Route 53, in the code of a stage',
      withFunction('failover-verify-canary', ({ calls }) => ({ calls: [...calls, changeRecords] })),
      `failover-verify-canary: ${changeRecords} is of a control plane in us-east-1, and may be used from Normalise on only`,
    ],
    [
      'to Route 53, as a step of the state machine',
      withStates({ Weights: { ...route53Task, ...goesOn } }),
      `Weights: ${changeRecords} is of a control plane in us-east-1, and may be used from Normalise on only`,
    ],
    [
      'to Route 53, by a function that a step calls',
      withStates({ Weights: { ...lambdaTask('failover-normalise'), ...goesOn } }, withRewriting),
      `failover-normalise: ${changeRecords} is of a control plane in us-east-1, and may be used from Normalise on only`,
    ],
    [
      'to Route 53, by a hook of a service',
      withFunction('transactions-recover', ({ calls }) => ({ calls: [...calls, 'route53:UpdateHealthCheck'] })),
      'transactions-recover: route53:UpdateHealthCheck is of a control plane in us-east-1, and may be used from Normalise on only',
    ],
    [
      'to Route 53, granted to the state machine and made by none of its steps',
      withMachineGrant(changeRecords, '*'),
      `state machine: ${changeRecords} is of a control plane in us-east-1, and may be used from Normalise on only`,
    ],
    [
      'to the lost region, granted to the state machine',
      withMachineGrant('lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:000000000000:function:failover-open-dev'),
      'state machine: lambda:InvokeFunction (arn:aws:lambda:us-east-1:000000000000:function:failover-open-dev) reaches the lost region',
    ],
    [
      'to IAM',
      withFunction('failover-begin-epoch', ({ calls }) => ({ calls: [...calls, 'iam:PassRole'] })),
      'failover-begin-epoch: iam:PassRole is of a control plane in us-east-1, and may be used from Normalise on only',
    ],
    [
      'to the lost region, by a grant',
      withFunction('failover-recover-services', ({ grants }) => ({
        grants: [
          ...grants,
          { actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:us-east-1:000000000000:tail-dev'] },
        ],
      })),
      'failover-recover-services: sqs:SendMessage (arn:aws:sqs:us-east-1:000000000000:tail-dev) reaches the lost region, and declared-reach.ts gives no reason',
    ],
    [
      'to the lost region, by a name in its environment',
      withFunction('failover-open-writes', ({ environment }) => ({
        environment: { ...environment, PEER_API_NAME: `\${/payment/dev/api/peer-domain-name}` },
      })),
      `failover-open-writes: PEER_API_NAME (\${/payment/dev/api/peer-domain-name}) reaches the lost region, and declared-reach.ts gives no reason`,
    ],
    [
      'to the lost region, by a client that is aimed there',
      withFunction('notifications-recover', () => ({ aimedClients: ['SQSClient'] })),
      'notifications-recover: SQSClient (a client with a region or an endpoint of its own) reaches the lost region, and declared-reach.ts gives no reason',
    ],
    [
      "to the lost region's function, as a step",
      withStates({ AskTail: { ...lambdaTask('failover-keep-tail', 'us-east-1'), ...goesOn } }),
      'AskTail: calls a function in us-east-1, which may be the lost region',
    ],
    [
      'that nobody has looked up',
      withFunction('failover-watch', ({ calls }) => ({ calls: [...calls, 'backup:StartRestoreJob'] })),
      'failover-watch: backup:StartRestoreJob is not in aws-actions.ts, which says who answers it',
    ],
    [
      'of another kind of step',
      withStates({ Wake: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', ...goesOn } }),
      'Wake: calls arn:aws:states:::sns:publish, of which this rule does not know who answers it',
    ],
  ])('%s', (_, planted, fault) => {
    expect(planeFaults(planted, bounds)).toEqual([fault]);
  });
});

describe('from Normalise on', () => {
  const normalise = (over: Partial<State>) =>
    withStates({ Normalise: { ...lambdaTask('failover-normalise'), ...goesOn, ...over } }, withRewriting);

  test('control planes in us-east-1 may be used', () => {
    expect(planeFaults(normalise({}), bounds)).toEqual([]);
    const byTheMachine = withStates(
      { Normalise: { ...route53Task, ...goesOn } },
      withMachineGrant(changeRecords, 'arn:aws:route53:::hostedzone/Z1'),
    );
    expect(planeFaults(byTheMachine, bounds)).toEqual([]);
  });

  test.each<[string, Partial<State>]>([
    ['has no timeout', { TimeoutSeconds: undefined as never }],
    ['is not caught', { Catch: [] }],
    ['is caught for some errors only', { Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'ReportFailover' }] }],
    ['stops the failover', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'ReportStop' }] }],
  ])('a step that %s is named', (_, over) => {
    expect(planeFaults(normalise(over), bounds)).toEqual([
      `Normalise: ${changeRecords} may hold it up: it neither times out nor is caught by a way to a good end`,
    ]);
  });

  test('a step that needs its own region alone may stop the failover', () => {
    const report = normalise({ Next: 'ReportFailover' });
    expect(report.machine.States['ReportFailover']?.Catch).toEqual([
      expect.objectContaining({ ErrorEquals: ['States.ALL'], Next: 'Stopped' }),
    ]);
    expect(planeFaults(report, bounds)).toEqual([]);
  });

  test('a step that a way leads to around Normalise is before it', () => {
    const around = withStates(
      {
        IsQuiet: { Type: 'Choice', Choices: [{ Next: 'Normalise' }], Default: 'Weights' },
        Normalise: { ...lambdaTask('failover-normalise'), ...goesOn, Next: 'Weights' },
        Weights: { ...route53Task, ...goesOn },
      },
      withRewriting,
    );
    expect(planeFaults(around, bounds)).toEqual([
      `Weights: ${changeRecords} is of a control plane in us-east-1, and may be used from Normalise on only`,
    ]);
  });
});

describe('a call to the lost region that is declared', () => {
  const asking: DeployedFunction = { ...rewriting, name: 'failover-ask-tail', grants: [], aimedClients: ['RDSClient'] };
  const functions = new Map(survivor.functions).set(asking.name, asking);
  const step = (over: Partial<State>) =>
    withStates({ AskTail: { ...lambdaTask('failover-ask-tail'), ...goesOn, ...over } }, { ...survivor, functions });
  const reach = [
    ...declaredReach,
    {
      functions: ['failover-ask-tail'],
      through: 'RDSClient',
      kind: 'calls, and the definition goes on without an answer',
      reason: 'The clone of a region that does not return comes later.',
    } as const,
  ];

  test('is allowed where the definition goes on without an answer', () => {
    expect(planeFaults(step({}), { ...bounds, reach })).toEqual([]);
  });

  test.each<[string, Partial<State>]>([
    ['has no timeout', { TimeoutSeconds: undefined as never }],
    ['is not caught', { Catch: [] }],
    ['stops the failover when it fails', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'ReportStop' }] }],
  ])('is named where its step %s', (_, over) => {
    expect(planeFaults(step(over), { ...bounds, reach })).toEqual([
      'failover-ask-tail: RDSClient (a client with a region or an endpoint of its own) may hold up AskTail, which neither times out nor is caught by a way to a good end',
    ]);
  });

  test('is named when no function needs it any more', () => {
    expect(planeFaults(survivor, { ...bounds, reach })).toEqual([
      'failover-ask-tail: RDSClient is declared, and not needed any more',
    ]);
  });
});

describe('the commands of a bundle', () => {
  const bundle =
    'var x=1,command2=makeBuilder(commonParams2,"AmazonRDSv19","RDSClient",getEndpointPlugin),_ep02={};' +
    'class FailoverGlobalClusterCommand extends command2(_ep02,_mw02,"FailoverGlobalCluster",FailoverGlobalCluster$){}' +
    'command3=makeBuilder(commonParams3,"AWSGirApiService","LambdaClient",getEndpointPlugin);' +
    'class InvokeCommand extends command3(_ep03,_mw03,"Invoke",Invoke$){}';

  test('are those that it holds, by their names in IAM', () => {
    expect(callsOf(bundle).actions).toEqual(['lambda:InvokeFunction', 'rds:FailoverGlobalCluster']);
  });

  test.each([
    ['new RDSClient({...sdkClientConfig(),region:peer})', ['RDSClient']],
    ['new LambdaClient({maxAttempts:1,requestHandler:{...r},endpoint})', ['LambdaClient']],
    ['new RDSClient(sdkClientConfig())', []],
    ['new STSClient({...options,region:parent})', []],
  ])('%s is aimed elsewhere: %j', (made, aimedClients) => {
    expect(callsOf(`${bundle};${made};`).aimedClients).toEqual(aimedClients);
  });

  test.each([
    [
      'a client without a command',
      bundle.slice(0, bundle.indexOf('class InvokeCommand')),
      'no command was found of LambdaClient',
    ],
    [
      'a command without a client',
      bundle.replace('command3=make', 'command4=make'),
      'Invoke is a command of no client',
    ],
  ])('%s fails: the SDK is built another way', (_, broken, message) => {
    expect(() => callsOf(broken)).toThrow(message);
  });
});
