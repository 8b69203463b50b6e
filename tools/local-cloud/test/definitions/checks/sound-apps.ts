import { refusalsOfDeclarations, refusalsOfResources } from '../../../src/definitions/checks/refusals.ts';
import type { Refusal } from '../../../src/definitions/checks/rule.ts';
import type { Stack } from '../../../src/definitions/templates/read-assembly.ts';
import { resolveApps } from '../../../src/definitions/templates/resolve-apps.ts';
import type { Template } from '../../../src/definitions/templates/template.ts';
import { aStack } from '../a-stack.ts';
import { primary } from './sound-primary.ts';
import { secondary } from './sound-secondary.ts';

/** One change of a sound template. */
export interface Change {
  /** `primary` unless it says otherwise. */
  readonly stack?: 'secondary';
  /** Path below `Resources`, `/` between its parts, e.g. `Worker/Properties/Timeout`. */
  readonly at: string;
  /** Undefined takes the value out. */
  readonly to: unknown;
}

/** The sound machine is validated once for all tests of a file. */
const validMachines = new Set<string>();

/** Two stacks that AWS takes: one of everything that rules look at. */
export function soundStacks(...changes: readonly Change[]): readonly Stack[] {
  const of = (stack: Change['stack']) => changes.filter((change) => change.stack === stack);
  return [
    aStack({ stackName: 'sound-primary-dev', template: changed(primary, of(undefined)) }),
    aStack({ stackName: 'sound-secondary-dev', region: 'us-east-2', template: changed(secondary, of('secondary')) }),
  ];
}

/** Refusals of the sound templates after some changes. */
export function refusalsAfter(...changes: readonly Change[]): readonly Refusal[] {
  return refusalsIn(soundStacks(...changes));
}

export function refusalsIn(stacks: readonly Stack[]): readonly Refusal[] {
  const declared = refusalsOfDeclarations(stacks);
  if (declared.length > 0) return declared;
  return refusalsOfResources(
    stacks,
    resolveApps(stacks, (region) => `http://${region}.invalid`),
    validMachines,
  );
}

/** `rule resource.property` of each, as tables of planted templates state them. */
export function named(refusals: readonly Refusal[]): readonly string[] {
  return refusals.map(({ rule, resource, property }) => `${rule} ${resource}.${property}`);
}

function changed(resources: NonNullable<Template['Resources']>, changes: readonly Change[]): Template {
  const copy = structuredClone(resources) as Record<string, unknown>;
  for (const { at, to } of changes) {
    const steps = at.split('/');
    const last = steps.pop() ?? '';
    let place = copy;
    for (const step of steps) {
      place[step] ??= {};
      place = place[step] as Record<string, unknown>;
    }
    if (to === undefined) delete place[last];
    else place[last] = to;
  }
  return { Resources: copy as NonNullable<Template['Resources']> };
}
