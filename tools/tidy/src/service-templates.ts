import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames } from '@redoubt/contracts';
import { root } from './root.ts';

/** A resource as a template holds it. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The synthesized stacks of a service in one region. */
export interface ServiceTemplate {
  readonly service: string;
  /** One of them, relative to the root. */
  readonly file: string;
  readonly seat: 'primary' | 'secondary';
  readonly resources: Readonly<Record<string, Resource>>;
}

/** Services with a REST API: all but the one that watches the others. */
export const apiServices = serviceNames.filter((name) => name !== 'failover');

/** Templates of the last synthesis of these services: of each seat one, with the stack of the schema where there is one. */
export const serviceTemplates: readonly ServiceTemplate[] = apiServices.flatMap((service) =>
  (['primary', 'secondary'] as const).flatMap((seat) => {
    const files = globSync(`services/${service}/cdk.out/*-${seat}-*.template.json`, { cwd: root });
    // The code's stack first, in either seat: its name is the shorter one.
    files.sort((left, right) => left.length - right.length);
    const [file] = files;
    if (file === undefined) return [];
    const resources = Object.assign({}, ...files.map(resourcesIn)) as ServiceTemplate['resources'];
    return [{ service, file, seat, resources }];
  }),
);

function resourcesIn(file: string): ServiceTemplate['resources'] {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).Resources;
}

export function ofType(
  resources: ServiceTemplate['resources'],
  type: string,
): readonly (readonly [id: string, Resource])[] {
  return Object.entries(resources).filter(([, { Type }]) => Type === type);
}

/** Functions with a name of ours; the CDK's own ones run at deployments only, which fail with them. */
export function ownFunctions(resources: ServiceTemplate['resources']): readonly (readonly [id: string, Resource])[] {
  return ofType(resources, 'AWS::Lambda::Function').filter(([, { Properties }]) => Properties['FunctionName']);
}

/** The target of a reference, or the text itself. */
export function subjectOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute } = value as {
    readonly Ref?: string;
    readonly 'Fn::GetAtt'?: readonly string[];
  };
  return Ref ?? attribute?.[0] ?? JSON.stringify(value);
}
