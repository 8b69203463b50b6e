import type { GeneratorCallback, Tree } from '@nx/devkit';
import { finish } from '../finish.ts';
import { addFile, editFile } from '../text/edit-file.ts';
import { namesOf } from '../text/names.ts';
import { raiseWildcards } from '../text/raise-wildcards.ts';
import { assertService } from '../text/service-of.ts';
import { openDoor } from './open-door.ts';
import { isForMerchants, listOf, type NewRoute, routeEntry, routeFile, routeTest, schemaFile } from './route-texts.ts';

export interface RouteOptions {
  readonly name: string;
  readonly service: string;
  readonly access?: string;
}

const face = 'libs/contracts/src/index.ts';

/**
 * Adds a route that lists: `list-cases` is `GET /<service>/v1/cases`. Its list is empty until somebody fills it.
 *
 * A route that writes has more to decide than a generator knows (where its command is kept, which region may act): its recipe
 * is in CONTRIBUTING.md.
 */
export default function generateRoute(
  tree: Tree,
  { name, service, access = 'operator' }: RouteOptions,
): GeneratorCallback {
  assertService(tree, service);
  const [verb, ...nouns] = name.split('-');
  if (verb !== 'list' || nouns.length === 0) throw new Error(`a route that lists is called list-…, got ${name}`);
  const route: NewRoute = { ...namesOf(name), service, access, noun: nouns.join('-') };
  const folder = `services/${service}`;
  addFile(tree, `libs/contracts/src/http/${service}-${route.noun}.ts`, schemaFile(route));
  const list = listOf(route);
  const schemas = isForMerchants(route) ? [list, `${list}Query`] : [list];
  tree.write(
    face,
    `export { ${schemas.join(', ')} } from './http/${service}-${route.noun}.ts';\n${tree.read(face, 'utf8')}`,
  );
  addFile(tree, `${folder}/src/routes/${name}.ts`, routeFile(route));
  addFile(tree, `${folder}/test/routes/${name}.test.ts`, routeTest(route));
  const api = `${folder}/src/api.ts`;
  raiseWildcards(tree, { all: wildcardsOf(route, tree.read(api, 'utf8') ?? '') });
  editFile(tree, {
    file: api,
    at: '\n} as const satisfies Readonly<Record<string, ApiRoute>>;',
    by: (found) => `\n${routeEntry(route)}${found}`,
  });
  importInto(tree, api, schemas);
  addToStack(tree, route);
  addToTests(tree, route);
  if (isForMerchants(route)) openDoor(tree, service);
  const client = !isForMerchants(route) ? [] : [{ folder: 'libs/client', program: 'bin/write-types.ts' }];
  return finish(tree, { writers: [{ folder, program: 'bin/write-reference.ts' }, ...client] });
}

/** A function's log, and behind merchants' doors the peppers; the first route of operators adds a grant to each of their roles. */
function wildcardsOf(route: NewRoute, routesBefore: string): number {
  if (isForMerchants(route)) return 4;
  return routesBefore.includes("access: 'operator'") ? 2 : 8;
}

/** Adds an import of the contracts: the formatter merges and orders imports of one module. */
function importInto(tree: Tree, file: string, names: readonly string[]): void {
  editFile(tree, {
    file,
    at: /import \{([^}]*?),?\s*\} from '@redoubt\/contracts';/,
    by: (found) =>
      found.replace(/,?\s*\} from/, `, ${names.filter((name) => !found.includes(` ${name},`)).join(', ')} } from`),
  });
}

/** The function in the service's stack, and in its table of functions by route. */
function addToStack(tree: Tree, { name, className, propertyName, service, access, noun }: NewRoute): void {
  const grant = access === 'operator' ? '' : `    ${propertyName}.grantAccess();\n`;
  const made = `    const ${propertyName} = new ServiceFunction(this, '${className}', {
      service: '${service}',
      name: '${name}',
      handler: '${name}',
      description: 'Lists ${noun.replaceAll('-', ' ')}',
    });
${grant}`;
  editFile(tree, {
    file: `services/${service}/infra/${service}-stack.ts`,
    at: /\n {4}const [a-z]+: Readonly<Record<RouteName, ServiceFunction>> = \{\n/,
    by: (found) => `\n${made}${found}      '${name}': ${propertyName},\n`,
  });
}

/** The route among those that the service's tests send requests to. */
function addToTests(tree: Tree, { name, propertyName, service, access }: NewRoute): void {
  const file = `services/${service}/test/support/api-under-test.ts`;
  const made = access === 'operator' ? `${propertyName}()` : `${propertyName}({ keys: aDoorkeeper })`;
  editFile(tree, {
    file,
    at: /const functions: Readonly<Record<RouteName, HttpFunction>> = \{\n/,
    by: (found) => `${found}    '${name}': ${made},\n`,
  });
  editFile(tree, {
    file,
    at: /\nconst \{ [A-Za-z]+ \} = await import\('..\/..\/src\/routes\/[a-z-]+\.ts'\);\n\n/,
    by: (found) => `\nconst { ${propertyName} } = await import('../../src/routes/${name}.ts');${found}`,
  });
  if (access === 'operator' || tree.read(file, 'utf8')?.includes('aDoorkeeper,') === true) return;
  editFile(tree, { file, at: 'type ApiUnderTest,', by: (found) => `aDoorkeeper, ${found}` });
}
