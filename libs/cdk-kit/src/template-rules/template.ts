import type { Topology } from '../topology/topology.ts';

/** A synthesized template as the rules read it. */
export interface SynthesizedTemplate {
  readonly Resources: Readonly<Record<string, SynthesizedResource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

export interface SynthesizedResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A rule that a template breaks, with the resource that breaks it and what would be allowed. */
export interface TemplateFault {
  readonly rule: string;
  readonly logicalId: string;
  readonly message: string;
}

/** Where a template is to be deployed. */
export interface StackSite {
  readonly topology: Topology;
  readonly region: string;
  readonly peerRegion: string;
}

/** A rule looks at a whole template, and at what it was made for. */
export type TemplateRule = (template: SynthesizedTemplate, site: StackSite) => readonly TemplateFault[];

/** Every resource with its logical id, in the order of the template. */
export function resourcesOf(template: SynthesizedTemplate): readonly (SynthesizedResource & { readonly id: string })[] {
  return Object.entries(template.Resources).map(([id, resource]) => ({ id, ...resource }));
}

/** Resources that CDK's own custom resources bring along; they take neither names nor tags of ours. */
export function isProviderPart(id: string): boolean {
  return /CustomResourceProvider/.test(id);
}
