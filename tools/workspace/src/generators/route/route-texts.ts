import { type Names, namesOf } from '../text/names.ts';

/** A route to be made. */
export interface NewRoute extends Names {
  readonly service: string;
  /** `operator`, or a scope. */
  readonly access: string;
  /** Things that it lists, as its path says: `cases`. */
  readonly noun: string;
}

export const listOf = ({ service, noun }: Pick<NewRoute, 'service' | 'noun'>): string =>
  `${namesOf(`${service}-${noun}`).className}List`;

export const isForMerchants = ({ access }: Pick<NewRoute, 'access'>): boolean => access !== 'operator';

export function schemaFile(route: NewRoute): string {
  const { service, noun } = route;
  const list = listOf(route);
  const query = isForMerchants(route)
    ? `
/** Query of \`GET /${service}/v1/${noun}\`. */
export const ${list}Query = z.strictObject({ merchant_id: OwnMerchantId });
`
    : '';
  const imports = isForMerchants(route) ? "import { OwnMerchantId } from '../access/own-merchant-id.ts';\n" : '';
  return `import { z } from 'zod';
${imports}
/** Answer of \`GET /${service}/v1/${noun}\`. */
export const ${list} = z
  .object({ data: z.array(z.object({ id: z.string() })) })
  .meta({ id: '${list}', description: 'All ${noun.replaceAll('-', ' ')}' });
export type ${list} = z.infer<typeof ${list}>;
${query}`;
}

/** Its entry in the table of routes. */
export function routeEntry(route: NewRoute): string {
  const schema = listOf(route);
  const { name, noun, access, service } = route;
  const query = isForMerchants(route) ? `\n    query: ${schema}Query,` : '';
  return `  '${name}': {
    access: ${isForMerchants(route) ? `{ scope: '${access}' }` : `'${access}'`},
    method: 'GET',
    path: '/v1/${noun}',
    operationId: 'list${namesOf(`${service}-${noun}`).className}',
    summary: 'List ${noun.replaceAll('-', ' ')}',
    idempotencyKey: 'ignored',${query}
    answer: { status: 200, description: 'All of them', schema: ${schema} },
    problems: [],
  },`;
}

export function routeFile(route: NewRoute): string {
  const { propertyName, service, noun } = route;
  const list = listOf(route);
  if (!isForMerchants(route)) {
    return `import type { ${list} } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer } from '@redoubt/lambda-kit';

/** The function of \`GET /${service}/v1/${noun}\`. */
export function ${propertyName}(): HttpFunction {
  return httpHandler({
    access: 'operator',
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle() {
      const list: ${list} = { data: [] };
      return jsonAnswer(200, list);
    },
  });
}

export const handler = ${propertyName}();
`;
  }
  return `import { type ${list}, ${list}Query } from '@redoubt/contracts';
import { assertOwn, type Doorkeeper, type HttpFunction, httpHandler, jsonAnswer } from '@redoubt/lambda-kit';
import { wireKeys } from '../wiring.ts';

/** The function of \`GET /${service}/v1/${noun}\`. */
export function ${propertyName}({ keys }: { readonly keys: Doorkeeper }): HttpFunction {
  return httpHandler({
    access: { scope: '${route.access}' },
    query: ${list}Query,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    keys,
    async handle({ principal, query }) {
      assertOwn(principal, query.merchant_id);
      const list: ${list} = { data: [] };
      return jsonAnswer(200, list);
    },
  });
}

export const handler = ${propertyName}({ keys: wireKeys() });
`;
}

export function routeTest({ name, noun }: NewRoute): string {
  return `import { expect, test } from 'vitest';
import { anApi } from '../support/api-under-test.ts';

test('lists ${noun.replaceAll('-', ' ')}: none yet', async () => {
  const { status, json } = await (await anApi()).send('${name}', {});
  expect([status, json]).toEqual([200, { data: [] }]);
});
`;
}
