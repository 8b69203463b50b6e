import { alarmMetrics, sparseExpressions } from './alarms.ts';
import { arnLengths } from './arns.ts';
import { localSwitches, quotas, runTimeRoles, sources } from './boundaries.ts';
import { singleCalls } from './calls.ts';
import { ownCapacity } from './capacity.ts';
import { ownPolicies, wildcards } from './grants.ts';
import { knownTypes, names, tags } from './identity.ts';
import { destroyable, encrypted, providerLogs } from './keeping.ts';
import type { StackSite, SynthesizedTemplate, TemplateFault, TemplateRule } from './template.ts';
import { trustOfAccount } from './trust.ts';
import { everyZone } from './zones.ts';

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
  localSwitches,
  quotas,
  ownCapacity,
  alarmMetrics,
  sparseExpressions,
  everyZone,
  singleCalls,
  trustOfAccount,
  arnLengths,
  providerLogs,
];

/** Every rule that a template breaks; none for a good one. */
export function templateFaults(template: SynthesizedTemplate, site: StackSite): readonly TemplateFault[] {
  return rules.flatMap((rule) => rule(template, site));
}

export { physicalNamesOf } from './identity.ts';
export type { StackSite, SynthesizedResource, SynthesizedTemplate, TemplateFault } from './template.ts';
