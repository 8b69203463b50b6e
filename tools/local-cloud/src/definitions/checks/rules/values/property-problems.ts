import type { ResolvedResource } from '../../../../protocol/resolved.ts';
import { type PropertyType, publishedShape, type Shape } from '../../published/resource-types.ts';

/** A property that is not as AWS publishes it. */
export interface PropertyProblem {
  readonly kind: 'unknown' | 'missing' | 'type' | 'value';
  readonly property: string;
  readonly message: string;
}

const found = new WeakMap<ResolvedResource, readonly PropertyProblem[]>();

/** Compares a resource with the published type; each resource is walked once, however many rules ask. */
export function propertyProblems(resource: ResolvedResource): readonly PropertyProblem[] {
  const known = found.get(resource);
  if (known !== undefined) return known;
  const shape = publishedShape(resource.type);
  const problems: PropertyProblem[] = [];
  if (shape !== undefined) walkShape(shape, resource.properties, '', problems);
  found.set(resource, problems);
  return problems;
}

type Members = Readonly<Record<string, unknown>>;

function walkShape(shape: Shape, given: Members, above: string, problems: PropertyProblem[]): void {
  for (const [name, value] of Object.entries(given)) {
    const property = `${above}${name}`;
    const definition = shape.get(name);
    if (definition === undefined) {
      const names = [...shape.keys()].join(', ');
      problems.push({ kind: 'unknown', property, message: `${name} is no property; there are ${names}: correct it` });
    } else walkValue(definition.types, value, property, problems);
  }
  for (const [name, { isRequired }] of shape) {
    if (!isRequired || given[name] !== undefined) continue;
    problems.push({ kind: 'missing', property: `${above}${name}`, message: `${name} is required and missing; add it` });
  }
}

function walkValue(
  types: readonly PropertyType[],
  value: unknown,
  property: string,
  problems: PropertyProblem[],
): void {
  const type = types.find((each) => fits(each, value));
  if (type === undefined) {
    const wanted = types.map(wordsFor).join(' or ');
    problems.push({
      kind: 'type',
      property,
      message: `got ${JSON.stringify(value)}; ${wanted} is allowed: correct it`,
    });
  } else if (type.kind === 'list') {
    for (const [at, item] of (value as readonly unknown[]).entries())
      walkValue(type.of, item, `${property}.${at}`, problems);
  } else if (type.kind === 'map') {
    for (const [key, item] of Object.entries(value as Members))
      walkValue(type.of, item, `${property}.${key}`, problems);
  } else if (type.kind === 'shape') {
    const shape = publishedShape(type.name);
    if (shape !== undefined) walkShape(shape, value as Members, `${property}.`, problems);
  } else if (type.values.length > 0 && !type.values.includes(String(value)) && !isReference(value)) {
    const message = `got ${JSON.stringify(value)}; ${type.values.join(', ')} are allowed: take one of them`;
    problems.push({ kind: 'value', property, message });
  }
}

/** CloudFormation turns text into numbers and truth values, and these into text. */
function fits(type: PropertyType, value: unknown): boolean {
  if (type.kind === 'list') return Array.isArray(value);
  if (type.kind !== 'primitive' || type.name === 'tag') return isObject(value);
  switch (type.name) {
    case 'integer':
      return isReference(value) || (isScalar(value) && /^-?\d+$/.test(String(value)));
    case 'number':
      return isReference(value) || (isScalar(value) && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(String(value)));
    case 'boolean':
      return isReference(value) || /^(true|false)$/i.test(String(value));
    case 'json':
      return typeof value === 'object' && value !== null;
    default:
      return isScalar(value);
  }
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A secret or parameter that CloudFormation reads at deployment. */
function isReference(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('{{resolve:');
}

function wordsFor(type: PropertyType): string {
  if (type.kind === 'list') return 'a list';
  if (type.kind === 'map') return 'a map';
  return type.kind === 'shape' ? `an object (${type.name})` : type.name;
}
