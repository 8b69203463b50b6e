import { resourceKinds } from './resource-kinds.ts';
import { isProviderPart, resourcesOf, type SynthesizedTemplate, type TemplateRule } from './template.ts';

/** Every type is known to the rules, so that none escapes them. */
export const knownTypes: TemplateRule = (template) =>
  resourcesOf(template)
    .filter(({ Type }) => resourceKinds[Type] === undefined)
    .map(({ id, Type }) => ({
      rule: 'known-type',
      logicalId: id,
      message: `${Type} is not in resource-kinds.ts: say there how it is named and tagged`,
    }));

/** RG2: whatever can have a name has one of ours, which carries the environment suffix and fits. */
export const names: TemplateRule = (template, { topology: { environmentSuffix: suffix } }) =>
  resourcesOf(template).flatMap(({ id, Type, Properties = {} }) => {
    const [property, lengthMax] = resourceKinds[Type]?.name ?? [];
    if (property === undefined || lengthMax === undefined || isProviderPart(id)) return [];
    const name = Properties[property];
    const fault = (message: string) => [{ rule: 'name', logicalId: id, message }];
    if (isRecordOfIdentity(name)) return [];
    if (typeof name !== 'string') return fault(`${Type} needs a name in ${property}, got ${JSON.stringify(name)}`);
    if (name.length > lengthMax) return fault(`${property} takes ${lengthMax} characters, got ${name.length}: ${name}`);
    if (carries(name, suffix)) return [];
    return fault(`${property} must carry the suffix ${suffix}, got ${name}: another environment would have the same`);
  });

/** Every physical name of a template with its type, e.g. `AWS::SQS::Queue payments-queue-dev`. */
export function physicalNamesOf(template: SynthesizedTemplate): readonly string[] {
  return resourcesOf(template).flatMap(({ Type, Properties = {} }) => {
    const [property] = resourceKinds[Type]?.name ?? [];
    const name = property === undefined ? undefined : Properties[property];
    return typeof name === 'string' ? [`${Type} ${name}`] : [];
  });
}

/** SES names the records that prove an identity: tokens of its own below the identity's domain, which is named after us. */
function isRecordOfIdentity(name: unknown): boolean {
  const [, attribute] = ((name as { readonly 'Fn::GetAtt'?: unknown })?.['Fn::GetAtt'] ?? []) as readonly unknown[];
  return typeof attribute === 'string' && /^DkimDNSTokenName[123]$/.test(attribute);
}

/** The suffix is a whole part of the name: after a dash, between slashes or dots. */
function carries(name: string, suffix: string): boolean {
  return new RegExp(`(^|[-/.])${suffix}($|[/.])`).test(name);
}

/** RG3: whatever can be tagged says whose it is, where it sits and who made it. */
export const tags: TemplateRule = (template, { topology: { environmentSuffix: suffix } }) =>
  resourcesOf(template).flatMap(({ id, Type, Properties = {} }) => {
    const property = resourceKinds[Type]?.tags;
    if (property === undefined || isProviderPart(id)) return [];
    const found = tagsOf(Properties[property]);
    const wrong = Object.entries({
      Application: /^PaymentProcessor$/,
      'DR-Role': /^(primary|secondary)$/,
      'DR-Tier': /^Critical$/,
      Environment: new RegExp(`^${suffix}$`),
      ManagedBy: /^CDK$/,
    }).filter(([key, pattern]) => !pattern.test(found.get(key) ?? ''));
    return wrong.map(([key, pattern]) => ({
      rule: 'tag',
      logicalId: id,
      message: `${Type} needs the tag ${key} (${pattern.source}), got ${JSON.stringify(found.get(key))}`,
    }));
  });

/** Most types list their tags, some hold them by key. */
function tagsOf(value: unknown): ReadonlyMap<string, string> {
  if (Array.isArray(value)) return new Map(value.map(({ Key, Value }) => [String(Key), String(Value)]));
  return new Map(Object.entries((value ?? {}) as Record<string, string>));
}
