import { referencesIn } from '../../../templates/intrinsics.ts';
import type { TemplateResource } from '../../../templates/template.ts';

/** Names that a resource must come after by `DependsOn`. */
export function declaredDependencies({ DependsOn }: TemplateResource): readonly string[] {
  return [DependsOn ?? []].flat();
}

/** All names that a resource must come after, also by references in its properties; parameters are among them. */
export function dependenciesOf(resource: TemplateResource): readonly string[] {
  return [...declaredDependencies(resource), ...referencesIn(resource.Properties)];
}
