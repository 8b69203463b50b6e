import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../root.ts';
import { callsOf } from './bundle-calls.ts';
import { flatten, type Machine } from './machine.ts';

/** One allowing statement of a role. */
export interface Grant {
  readonly actions: readonly string[];
  /** As texts: what a stack resolves at deployment stands as `${LogicalId}` or `${/name/of/parameter}`. */
  readonly resources: readonly string[];
}

/** A function as it is deployed. */
export interface DeployedFunction {
  /** Name without the environment's suffix. */
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly environment: Readonly<Record<string, string>>;
  /** Operations of AWS that its bundle holds, by their names in IAM. */
  readonly calls: readonly string[];
  readonly aimedClients: readonly string[];
}

/** All that a recovery in one region consists of, with the other region lost. */
export interface RecoveryRegion {
  readonly region: string;
  readonly lostRegion: string;
  readonly machine: Machine;
  readonly machineGrants: readonly Grant[];
  /** Of every service, by name. */
  readonly functions: ReadonlyMap<string, DeployedFunction>;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string }>>;
}

interface Stack {
  readonly folder: string;
  readonly region: string;
  readonly template: Template;
}

/** The recovery of each region, as it was synthesized and bundled last. */
export function recoveryRegions(): readonly RecoveryRegion[] {
  const stacks = globSync('services/*/cdk.out/manifest.json', { cwd: root }).flatMap(stacksIn);
  const machines = stacks.filter(({ template }) => ofType(template, 'AWS::StepFunctions::StateMachine').length > 0);
  return machines.map(({ region }) => {
    const here = stacks.filter((stack) => stack.region === region);
    const lost = machines.find((other) => other.region !== region)?.region;
    if (lost === undefined) throw new Error(`no other region than ${region} can take over`);
    return recoveryRegion(region, lost, here);
  });
}

function recoveryRegion(region: string, lostRegion: string, stacks: readonly Stack[]): RecoveryRegion {
  const functions = stacks.flatMap(functionsIn);
  const [found] = stacks.flatMap(({ template }) =>
    ofType(template, 'AWS::StepFunctions::StateMachine').map(([, { Properties = {} }]) => ({ template, Properties })),
  );
  if (found === undefined) throw new Error(`${region} has no state machine`);
  const { template, Properties } = found;
  const arnOf = (id: string) => `arn:aws:lambda:${region}:000000000000:function:${functionNameOf(template, id)}`;
  return {
    region,
    lostRegion,
    machine: JSON.parse(flatten(Properties['DefinitionString'], (id) => arnOf(id.replace(/\.Arn$/, '')))),
    machineGrants: grantsOf(template, roleOf(Properties['RoleArn'])),
    functions: new Map(functions.map((fn) => [fn.name, fn])),
  };
}

function stacksIn(manifest: string): readonly Stack[] {
  const folder = dirname(join(root, manifest));
  const { artifacts } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as {
    readonly artifacts: Readonly<
      Record<string, { type: string; environment?: string; properties?: { templateFile?: string } }>
    >;
  };
  return Object.values(artifacts)
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .map(({ environment = '', properties }) => ({
      folder,
      region: environment.split('/').at(-1) ?? '',
      template: JSON.parse(readFileSync(join(folder, properties?.templateFile ?? ''), 'utf8')) as Template,
    }));
}

/** Functions with a name of ours; the CDK's own ones run at deployments only. */
function functionsIn({ folder, template }: Stack): readonly DeployedFunction[] {
  return ofType(template, 'AWS::Lambda::Function')
    .filter(([, { Properties }]) => Properties?.['FunctionName'] !== undefined)
    .map(([id, { Properties = {} }]) => {
      const { S3Key } = Properties['Code'] as { readonly S3Key: string };
      const bundle = join(folder, `asset.${S3Key.replace(/\.zip$/, '')}`, 'index.mjs');
      const { actions, aimedClients } = callsOf(readFileSync(bundle, 'utf8'));
      const { Variables = {} } = (Properties['Environment'] ?? {}) as { readonly Variables?: Record<string, unknown> };
      return {
        name: functionNameOf(template, id).replace(/-[^-]+$/, ''),
        grants: grantsOf(template, roleOf(Properties['Role'])),
        environment: Object.fromEntries(
          Object.entries(Variables).map(([name, value]) => [name, textOf(template, value)]),
        ),
        calls: actions,
        aimedClients,
      };
    });
}

/** Everything that a role may do, by policies of its own and by those that several roles share. */
function grantsOf(template: Template, role: string): readonly Grant[] {
  return Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy' || Type === 'AWS::IAM::ManagedPolicy')
    .filter(({ Properties }) => ((Properties?.['Roles'] ?? []) as unknown[]).some((it) => roleOf(it) === role))
    .flatMap(
      ({ Properties }) =>
        (Properties?.['PolicyDocument'] as { readonly Statement: Statement[] } | undefined)?.Statement ?? [],
    )
    .filter(({ Effect }) => Effect === 'Allow')
    .map(({ Action, Resource }) => ({
      actions: [Action].flat(),
      resources: [Resource].flat().map((resource) => textOf(template, resource)),
    }));
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

function ofType(template: Template, type: string): readonly (readonly [string, Resource])[] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}

function functionNameOf(template: Template, id: string): string {
  return String(template.Resources[id]?.Properties?.['FunctionName'] ?? id);
}

function roleOf(value: unknown): string {
  return flatten(value, (id) => id.replace(/\.Arn$/, ''));
}

/** A value of a template as a text; a parameter stands there by the name under which platform publishes it. */
function textOf(template: Template, value: unknown): string {
  return flatten(value, (id) => `\${${template.Parameters?.[id]?.Default ?? id}}`);
}
