import type { Stack } from '../templates/read-assembly.ts';
import type { Deployment } from '../templates/resolve-apps.ts';
import { declarationRules, resourceRules, valueRules } from './all-rules.ts';
import type { Refusal, Rule } from './rule.ts';
import { Templates, type ValidMachines } from './templates.ts';

const unresolved: Deployment = {
  account: '',
  suffix: '',
  primaryRegion: '',
  models: [],
  resources: [],
  parameters: new Map(),
  regionalDomains: new Map(),
};

/** Finds what AWS would refuse in templates as they are declared, before references are resolved. */
export function refusalsOfDeclarations(stacks: readonly Stack[]): readonly Refusal[] {
  const templates = new Templates(stacks, unresolved);
  return declarationRules.flatMap((rule) => refusalsBy(rule, templates));
}

/** Finds what AWS would refuse in resolved templates. */
export function refusalsOfResources(
  stacks: readonly Stack[],
  deployment: Deployment,
  validMachines?: ValidMachines,
): readonly Refusal[] {
  const templates = new Templates(stacks, deployment, validMachines);
  const ofValues = valueRules.flatMap((rule) => refusalsBy(rule, templates));
  return [
    ...ofValues,
    ...resourceRules.flatMap((rule) => {
      try {
        return refusalsBy(rule, templates);
      } catch (error) {
        // A rule may stumble over a value of another type, which is refused as such.
        if (ofValues.length > 0) return [];
        throw error;
      }
    }),
  ];
}

function refusalsBy({ name, check }: Rule, templates: Templates): readonly Refusal[] {
  return [...check(templates)].map(({ at, property, message }) => ({
    rule: name,
    stack: at.stackName,
    region: at.region,
    resource: at.logicalId,
    property,
    message,
  }));
}
