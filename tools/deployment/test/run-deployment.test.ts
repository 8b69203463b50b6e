import { expect, test } from 'vitest';
import type { DeploymentTarget } from '../src/course/deployment-target.ts';
import { rolesOf } from '../src/course/roles-of.ts';
import { type DeploymentProgress, runDeployment } from '../src/course/run-deployment.ts';
import { planDeployment } from '../src/plan/plan-deployment.ts';
import type { Roles, StackVersion } from '../src/plan/stack-version.ts';

const both = (app: string): readonly StackVersion[] =>
  (['primary', 'secondary'] as const).map((seat) => ({
    app,
    stackName: `${app}-${seat}-dev`,
    region: seat === 'primary' ? 'us-east-1' : 'us-east-2',
    seat,
    layer: 'code',
    digest: 'new',
  }));

const settled: Roles = { activeRegion: 'us-east-1' };

/** A target that remembers its calls; `fails` names those that reject, `roles` what each question is answered. */
function aTarget({ fails = [], roles = [] }: { fails?: readonly string[]; roles?: readonly Roles[] } = {}) {
  const calls: string[] = [];
  const answers = [...roles];
  const call = async (text: string) => {
    calls.push(text);
    if (fails.includes(text)) throw new Error(`${text} failed`);
  };
  const target: DeploymentTarget = {
    state: async () => ({ digests: new Map(), roles: settled }),
    roles: async () => answers.shift() ?? settled,
    deploy: ({ stackName }) => call(`deploy ${stackName}`),
    rollBack: ({ stackName }) => call(`roll back ${stackName}`),
    check: ({ region }) => call(`check ${region}`),
  };
  return { target, calls };
}

async function run(apps: readonly string[], of: Parameters<typeof aTarget>[0] = {}) {
  const { target, calls } = aTarget(of);
  const stacks = apps.flatMap(both);
  const digests = new Map(stacks.map(({ stackName }) => [stackName, 'former']));
  const progress: DeploymentProgress[] = [];
  const failure = await runDeployment(planDeployment(stacks, { digests, roles: settled }), {
    target,
    planned: settled,
    onProgress: (step) => progress.push(step),
    nowMs: () => 0,
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { calls, failure, progress };
}

const wholeValidation = [
  'deploy validation-secondary-dev',
  'check us-east-2',
  'deploy validation-primary-dev',
  'check us-east-1',
];

test('10.A10: a plan for other roles than there are now deploys nothing: its order is the wrong one', async () => {
  const moved: Roles = { activeRegion: 'us-east-2' };
  const { calls, failure } = await run(['validation'], { roles: Array<Roles>(9).fill(moved) });
  expect(calls).toEqual([]);
  expect(failure).toMatchObject({ code: 'failover_running' });
});

test('deploys the standby, probes it, and then the active region', async () => {
  const { calls, failure } = await run(['validation']);
  expect(failure).toBeUndefined();
  expect(calls).toEqual(wholeValidation);
});

test.each<[string, string, readonly string[], RegExp]>([
  ['the first region', 'deploy validation-secondary-dev', [], /nothing was changed/],
  ['the probe of the standby', 'check us-east-2', ['roll back validation-secondary-dev'], /rolled back/],
  ['the second region', 'deploy validation-primary-dev', ['roll back validation-secondary-dev'], /rolled back/],
  [
    'the canary in the active region',
    'check us-east-1',
    ['roll back validation-primary-dev', 'roll back validation-secondary-dev'],
    /rolled back/,
  ],
])('leaves both regions on the former version when %s fails, and says so', async (_, fails, rolledBack, says) => {
  const { calls, failure } = await run(['validation'], { fails: [fails] });
  expect(calls).toEqual([...wholeValidation.slice(0, wholeValidation.indexOf(fails) + 1), ...rolledBack]);
  expect(failure).toMatchObject({
    code: 'step_failed',
    message: expect.stringMatching(/both regions are on the former version/),
    why: `${fails} failed`,
  });
  expect(String(failure)).toMatch(says);
});

test('names the stack that could not be rolled back, and rolls back the others', async () => {
  const { calls, failure } = await run(['validation'], {
    fails: ['check us-east-1', 'roll back validation-primary-dev'],
  });
  expect(calls.at(-1)).toBe('roll back validation-secondary-dev');
  expect(String(failure)).toMatch(/NOT rolled back: validation-primary-dev in us-east-1/);
});

test('begins no further wave after a failure', async () => {
  const { calls } = await run(['platform', 'validation', 'failover'], { fails: ['deploy platform-secondary-dev'] });
  expect(calls).toEqual(['deploy platform-secondary-dev']);
});

test('deploys nothing while a failover runs', async () => {
  const { calls, failure } = await run(['validation'], { roles: [{ ...settled, moving: 'us-east-2 takes over' }] });
  expect(calls).toEqual([]);
  expect(failure).toMatchObject({ code: 'failover_running', why: 'us-east-2 takes over' });
});

test.each<[string, Roles]>([
  ['runs', { activeRegion: 'us-east-2', moving: 'us-east-2 takes over' }],
  ['has run', { activeRegion: 'us-east-2' }],
])('stops between two regions when a failover %s meanwhile, and touches no region', async (_, moved) => {
  const { calls, failure } = await run(['validation'], { roles: [settled, settled, settled, moved] });
  expect(calls).toEqual(wholeValidation.slice(0, 2));
  expect(failure).toMatchObject({
    code: 'failover_running',
    message: 'the deployment stops after validation-secondary-dev',
  });
});

test.each([
  [{ mode: 'open', stage: 'verified', epoch: 1 }, undefined],
  [{ mode: 'open', stage: 'verified', epoch: 2 }, undefined],
  [{ mode: 'open', stage: 'recovered', epoch: 2 }, 'us-east-2 takes over: open, recovered'],
  [{ mode: 'recovering', stage: 'promoting', epoch: 2 }, 'us-east-2 takes over: recovering, promoting'],
  [{ mode: 'handing_back', stage: 'fenced', epoch: 3 }, 'us-east-2 takes over: handing_back, fenced'],
] as const)('a failover is over when it is verified: %o', (state, moving) => {
  expect(rolesOf({ ...state, activeRegion: 'us-east-2' }).moving).toBe(moving);
});
