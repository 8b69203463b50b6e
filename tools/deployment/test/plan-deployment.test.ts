import { expect, test } from 'vitest';
import { planLines, stepText } from '../src/plan/describe-plan.ts';
import { type AppPlan, planDeployment } from '../src/plan/plan-deployment.ts';
import type { DeployedState, Layer, StackVersion } from '../src/plan/stack-version.ts';

const seats = { primary: 'us-east-1', secondary: 'us-east-2' } as const;

/** Both seats' stacks of a component, with `new` as their digest. */
const both = (app: string, component = app, layer: Layer = 'code'): readonly StackVersion[] =>
  (['primary', 'secondary'] as const).map((seat) => ({
    app,
    stackName: `${component}-${seat}-dev`,
    region: seats[seat],
    seat,
    layer,
    digest: 'new',
  }));

const all = [
  ...both('failover'),
  ...both('merchants'),
  ...both('notifications'),
  ...both('transactions'),
  ...both('transactions', 'ledger-schema', 'schema'),
  ...both('platform'),
  ...both('validation'),
];

const deployed = (stacks: readonly StackVersion[], over: Partial<DeployedState> = {}): DeployedState => ({
  digests: new Map(stacks.map(({ stackName }) => [stackName, 'former'])),
  roles: { activeRegion: 'us-east-1' },
  ...over,
});

const stepsOf = (plans: readonly { readonly apps: readonly AppPlan[] }[], app: string): readonly string[] =>
  plans
    .flatMap(({ apps }) => apps)
    .find((plan) => plan.app === app)
    ?.steps.map(stepText) ?? [];

test('the platform comes before the services, and the failover service after them', () => {
  const waves = planDeployment(all, deployed(all));
  expect(waves.map(({ number, apps }) => [number, apps.map(({ app }) => app)])).toEqual([
    [1, ['platform']],
    [2, ['merchants', 'notifications', 'transactions', 'validation']],
    [3, ['failover']],
  ]);
});

test('a wave without an app is left out, and the others keep their numbers', () => {
  const stacks = [...both('validation'), ...both('failover')];
  expect(planDeployment(stacks, deployed(stacks)).map(({ number }) => number)).toEqual([2, 3]);
});

test.each<[string, string, readonly [string, string]]>([
  ['the primary', 'us-east-1', ['secondary', 'primary']],
  ['the secondary, after a failover', 'us-east-2', ['primary', 'secondary']],
])('the standby comes first and is probed while the active region is %s', (_, activeRegion, [standby, active]) => {
  const stacks = both('validation');
  expect(stepsOf(planDeployment(stacks, deployed(stacks, { roles: { activeRegion } })), 'validation')).toEqual([
    `validation-${standby}-dev to ${seats[standby as 'primary']} (standby)`,
    `probe ${seats[standby as 'primary']} (standby)`,
    `validation-${active}-dev to ${seats[active as 'primary']} (active)`,
    `book a canary payment in ${seats[active as 'primary']} (active)`,
  ]);
});

test('the schema is expanded where the writer is, before any code that needs it', () => {
  expect(stepsOf(planDeployment(all, deployed(all)), 'transactions').slice(0, 3)).toEqual([
    'expand the schema: ledger-schema-primary-dev to us-east-1 (active)',
    'expand the schema: ledger-schema-secondary-dev to us-east-2 (standby)',
    'transactions-secondary-dev to us-east-2 (standby)',
  ]);
});

test('a stack that is deployed in this version is left out', () => {
  const [primary, secondary] = both('validation') as [StackVersion, StackVersion];
  const digests = new Map([
    [primary.stackName, 'former'],
    [secondary.stackName, 'new'],
  ]);
  const [wave] = planDeployment([primary, secondary], deployed([], { digests }));
  expect(wave?.apps[0]?.unchanged).toEqual([secondary]);
  expect(wave?.apps[0]?.steps.map(stepText)).toEqual([
    'validation-primary-dev to us-east-1 (active)',
    'book a canary payment in us-east-1 (active)',
  ]);
});

test('stacks that are made go to the primary first, and nothing is probed that nobody can answer', () => {
  const empty = { digests: new Map<string, string>(), roles: undefined };
  expect(stepsOf(planDeployment(all, empty), 'transactions')).toEqual([
    'expand the schema: ledger-schema-primary-dev to us-east-1 (new, primary)',
    'expand the schema: ledger-schema-secondary-dev to us-east-2 (new, secondary)',
    'transactions-primary-dev to us-east-1 (new, primary)',
    'transactions-secondary-dev to us-east-2 (new, secondary)',
  ]);
});

test('the plan says in words what it can not know without an account', () => {
  const unread = { digests: undefined, roles: undefined };
  expect(planLines(planDeployment(both('validation'), unread), unread)).toEqual([
    expect.stringMatching(/^the account can not be read/),
    'wave 2 of 3: validation',
    '  validation 1. validation-secondary-dev to us-east-2 (standby)',
    '  validation 2. probe us-east-2 (standby)',
    '  validation 3. validation-primary-dev to us-east-1 (active)',
    '  validation 4. book a canary payment in us-east-1 (active)',
  ]);
});
