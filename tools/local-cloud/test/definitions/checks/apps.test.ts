import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declarationRules, resourceRules, valueRules } from '../../../src/definitions/checks/all-rules.ts';
import { refusalsOfDeclarations, refusalsOfResources } from '../../../src/definitions/checks/refusals.ts';
import { resolveCheckedApps } from '../../../src/definitions/checks/resolve-checked-apps.ts';
import { typeBounds } from '../../../src/definitions/checks/rules/values/value-out-of-bounds.ts';
import { appFolders, readApps } from '../../../src/definitions/templates/read-apps.ts';
import { resolveApps } from '../../../src/definitions/templates/resolve-apps.ts';
import { plantApp, plantOtherVersion } from '../../processes/control/planted-apps.ts';
import { aStack } from '../a-stack.ts';
import { refusalsAfter, soundStacks } from './sound-apps.ts';

const endpointOf = (region: string) => `http://${region}.invalid`;

test('every app of the workspace passes every rule', async () => {
  const stacks = await readApps(await appFolders());
  const deployment = resolveApps(stacks, endpointOf);
  expect(deployment.resources.length).toBeGreaterThan(1500);
  expect([...refusalsOfDeclarations(stacks), ...refusalsOfResources(stacks, deployment)]).toEqual([]);
});

test('the sound templates pass every rule', () => {
  expect(refusalsAfter()).toEqual([]);
  expect(resolveCheckedApps(soundStacks(), endpointOf).primaryRegion).toBe('us-east-1');
});

test('the app that tests of the control process plant passes every rule', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'planted-app-'));
  for (const plant of [plantApp, plantOtherVersion]) {
    const stacks = await readApps([await plant(folder)]);
    expect(resolveCheckedApps(stacks, endpointOf).models).toHaveLength(2);
  }
  await rm(folder, { recursive: true });
});

test('every rule, and every table of bounds, names its page of AWS', () => {
  const rules = [...declarationRules, ...valueRules, ...resourceRules];
  const sources = [...rules, ...Object.values(typeBounds)].map(({ source }) => source);
  expect(sources.filter((source) => !/^https:\/\/docs\.aws\.amazon\.com\/[\w./-]+\.html$/.test(source))).toEqual([]);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

test('an error lists all refusals with stack, resource, property, region and rule', () => {
  const stacks = soundStacks(
    { at: 'Worker/Properties/Runtime', to: 'nodejs20.x' },
    { at: 'Dead/DependsOn', to: 'Nowhere' },
  );
  expect(() => resolveCheckedApps(stacks, endpointOf)).toThrow(
    expect.objectContaining({
      code: 'template_refused',
      message: expect.stringMatching(
        /^2 properties .*\n {2}sound-primary-dev\/Dead\/DependsOn \(us-east-1\): depends on Nowhere.*\[depends-on-nothing\]\n {2}sound-primary-dev\/Worker\/Runtime \(us-east-1\): got nodejs20\.x.*\[dead-runtime\]$/,
      ),
    }),
  );
});

test('a circle is named where references can not be resolved', () => {
  const value = (id: string) => ({ 'Fn::GetAtt': [id, 'Value'] });
  const stacks = soundStacks({ at: 'Setting/Properties/Value', to: value('Setting') });
  expect(() => resolveCheckedApps(stacks, endpointOf)).toThrow(/waits for itself: Setting → Setting/);
});

test('everything that is not simulated is named at once', () => {
  const stacks = soundStacks(
    { at: 'Post/Properties/AuthorizationType', to: 'CUSTOM' },
    { at: 'Dead/Properties/FifoQueue', to: true },
  );
  expect(() => resolveCheckedApps(stacks, endpointOf)).toThrow(
    /2 properties are not simulated:\n.*property FifoQueue.*\n.*AuthorizationType CUSTOM is not simulated/,
  );
});

test('a template of 1 MB passes, and one of a byte more does not', () => {
  const stacks = (templateBytes: number) => [aStack({ templateBytes })];
  expect(refusalsOfDeclarations(stacks(1_048_576))).toEqual([]);
  expect(refusalsOfDeclarations(stacks(1_048_577))).toMatchObject([{ rule: 'template-too-large' }]);
});

test('500 resources pass, and 501 do not', () => {
  const stacks = (count: number) => [
    aStack({
      resources: Object.fromEntries(Array.from({ length: count }, (_, at) => [`Q${at}`, { Type: 'AWS::SQS::Queue' }])),
    }),
  ];
  expect(refusalsOfDeclarations(stacks(500))).toEqual([]);
  expect(refusalsOfDeclarations(stacks(501))).toMatchObject([{ rule: 'template-too-large', property: 'Resources' }]);
});

test('two exports of one name are refused in one region, and not in two', () => {
  const stack = (region: string, stackName: string) =>
    aStack({ region, stackName, template: { Outputs: { Out: { Value: 'x', Export: { Name: 'shared' } } } } });
  expect(refusalsOfDeclarations([stack('us-east-1', 'a'), stack('us-east-2', 'b')])).toEqual([]);
  expect(refusalsOfDeclarations([stack('us-east-1', 'a'), stack('us-east-1', 'b')])).toMatchObject([
    { rule: 'duplicate-export', stack: 'b', property: 'Export.Name' },
  ]);
});

test('a parameter of 4,096 bytes passes, and one of a byte more does not', () => {
  const stacks = (bytes: number) => [
    aStack({ template: { Parameters: { P: { Type: 'String', Default: 'x'.repeat(bytes) } } } }),
  ];
  expect(refusalsOfDeclarations(stacks(4096))).toEqual([]);
  expect(refusalsOfDeclarations(stacks(4097))).toMatchObject([{ resource: 'P', property: 'Default' }]);
});
