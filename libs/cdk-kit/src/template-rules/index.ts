import { quotas, runTimeRoles, sources } from './boundaries.ts';
import { ownPolicies, wildcards } from './grants.ts';
import { knownTypes, names, tags } from './identity.ts';
import { destroyable, encrypted } from './keeping.ts';
import type { SynthesizedTemplate, TemplateFault, TemplateRule } from './template.ts';

/** The rules that every template of every app keeps. */
const rules: readonly TemplateRule[] = [
  knownTypes,
  names,
  tags,
  destroyable,
  encrypted,
  wildcards,
  ownPolicies,
  sources,
  runTimeRoles,
  quotas,
];

/** Every rule that a template breaks; none for a good one. */
export function templateFaults(template: SynthesizedTemplate, suffix: string): readonly TemplateFault[] {
  return rules.flatMap((rule) => rule(template, suffix));
}

export { physicalNamesOf } from './identity.ts';
export type { SynthesizedResource, SynthesizedTemplate, TemplateFault } from './template.ts';
