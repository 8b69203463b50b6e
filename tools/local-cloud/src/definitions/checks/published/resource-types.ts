import { readFileSync } from 'node:fs';

/** Type of a property in AWS's own words. */
export type PropertyType =
  | { readonly kind: 'primitive'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: readonly PropertyType[] }
  | { readonly kind: 'map'; readonly of: readonly PropertyType[] }
  /** Another line of the table. */
  | { readonly kind: 'shape'; readonly name: string };

export interface PropertyDefinition {
  readonly isRequired: boolean;
  /** Any of them. */
  readonly types: readonly PropertyType[];
}

export type Shape = ReadonlyMap<string, PropertyDefinition>;

const lines = new Map<string, string>();
const shapes = new Map<string, Shape>();

/** Properties of a resource type, or of a type below it; undefined for one that is not published. */
export function publishedShape(name: string): Shape | undefined {
  const known = shapes.get(name);
  if (known !== undefined) return known;
  const line = table().get(name);
  if (line === undefined) return undefined;
  const resourceType = name.split('.')[0] ?? name;
  const shape = new Map(
    line
      .split(' ')
      .filter((text) => text !== '')
      .map((text) => property(text, resourceType)),
  );
  shapes.set(name, shape);
  return shape;
}

/** Each line is read when its type is met. */
function table(): ReadonlyMap<string, string> {
  if (lines.size > 0) return lines;
  for (const line of readFileSync(new URL('resource-types.txt', import.meta.url), 'utf8').split('\n')) {
    const end = line.indexOf(' ');
    if (line !== '' && !line.startsWith('#'))
      lines.set(end === -1 ? line : line.slice(0, end), end === -1 ? '' : line.slice(end + 1));
  }
  return lines;
}

function property(text: string, resourceType: string): readonly [string, PropertyDefinition] {
  const end = text.indexOf(':');
  const name = text.slice(0, end);
  const types = alternatives(text.slice(end + 1), resourceType);
  return name.endsWith('!') ? [name.slice(0, -1), { isRequired: true, types }] : [name, { isRequired: false, types }];
}

/** `a/b`, but not within brackets. */
function alternatives(text: string, resourceType: string): readonly PropertyType[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text[at];
    if (letter === '[' || letter === '{' || letter === '(') depth += 1;
    if (letter === ']' || letter === '}' || letter === ')') depth -= 1;
    if (letter !== undefined && (letter !== '/' || depth > 0)) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return parts.map((part) => single(part, resourceType));
}

function single(text: string, resourceType: string): PropertyType {
  const inner = text.slice(1, -1);
  if (text.startsWith('[')) return { kind: 'list', of: alternatives(inner, resourceType) };
  if (text.startsWith('{')) return { kind: 'map', of: alternatives(inner, resourceType) };
  if (text.startsWith('@')) return { kind: 'shape', name: `${resourceType}.${text.slice(1)}` };
  const [name = '', values] = text.split(/[()]/);
  return { kind: 'primitive', name, values: values?.split(',').map(decodeURIComponent) ?? [] };
}
