import type { Operation, PublishedApi, PublishedSchema } from '@redoubt/contracts/published-api';

/** Things that a request can name, each by its id. */
export interface Things {
  readonly merchantId: string;
  readonly payment: string;
  readonly session: string;
  readonly endpoint: string;
  readonly channel: string;
  readonly delivery: string;
  readonly export: string;
  /** Id of an access key. */
  readonly key: string;
}

/** The thing that an id in a path leads to, by the segment before it. */
const inPaths: Readonly<Record<string, keyof Things>> = {
  merchants: 'merchantId',
  payments: 'payment',
  sessions: 'session',
  endpoints: 'endpoint',
  channels: 'channel',
  deliveries: 'delivery',
  exports: 'export',
  keys: 'key',
};

/** The thing that a field or a parameter of the query names. */
const inFields: Readonly<Record<string, keyof Things>> = {
  merchant_id: 'merchantId',
  payment_id: 'payment',
  transaction_id: 'payment',
};

/** Fields whose schemas give no example. */
const values: Readonly<Record<string, unknown>> = {
  amount: 1,
  attributes: {},
  from: '2030-01-01T00:00:00Z',
  until: '2030-01-02T00:00:00Z',
};

/** A request that the reference allows. */
export interface DescribedRequest {
  /** Below the public name, with its query. */
  readonly target: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** Makes a sound request at an operation, about these things, from what its document says of it. */
export function describedRequest(
  { path, parameters, requestBody }: Operation,
  { components: { schemas } }: PublishedApi,
  things: Things,
): DescribedRequest {
  const sentAs = (name: string, schema: PublishedSchema): unknown => {
    const thing = inFields[name];
    return thing === undefined ? exampleOf(name, resolved(schema, schemas)) : things[thing];
  };
  const query = parameters
    .filter((it) => it.in === 'query' && (it.required || inFields[it.name] !== undefined))
    .map(({ name, schema }): [string, string] => [name, String(sentAs(name, schema))]);
  const search = new URLSearchParams(query).toString();
  const target = path.replaceAll(/([a-z-]+)[/][{][A-Za-z]+[}]/g, (_, kind: string) => {
    const thing = inPaths[kind];
    return `${kind}/${thing === undefined ? 'something' : things[thing]}`;
  });
  return {
    target: search === '' ? target : `${target}?${search}`,
    body: requestBody === undefined ? undefined : bodyOf(requestBody.content, { schemas, sentAs }),
  };
}

/** Whether a request at an operation names something of this kind that is not the merchant alone. */
export function namesAThing(request: DescribedRequest, { merchantId: _, ...things }: Things): boolean {
  const text = `${request.target} ${JSON.stringify(request.body)}`;
  return Object.values(things).some((id) => text.includes(id));
}

/** Whether a request asks for a list, and names things in its query alone. */
export function isFilteredList({ target, body }: DescribedRequest, things: Things): boolean {
  const [path = ''] = target.split('?');
  const inPath = { target: path, body };
  return body === undefined && namesAThing({ target, body }, things) && !namesAThing(inPath, things);
}

function bodyOf(
  content: Readonly<Record<string, { readonly schema: PublishedSchema }>>,
  given: {
    readonly schemas: PublishedApi['components']['schemas'];
    readonly sentAs: (name: string, schema: PublishedSchema) => unknown;
  },
): Readonly<Record<string, unknown>> {
  const { properties = {}, required = [] } = resolved(content['application/json']?.schema ?? {}, given.schemas);
  const sent = Object.entries(properties).filter(([name]) => required.includes(name) || inFields[name] !== undefined);
  return Object.fromEntries(sent.map(([name, schema]) => [name, given.sentAs(name, schema)]));
}

function exampleOf(name: string, schema: PublishedSchema): unknown {
  if (Object.hasOwn(values, name)) return values[name];
  const example = schema.const ?? schema.enum?.[0] ?? schema.examples?.[0];
  if (example !== undefined) return example;
  switch (schema.type) {
    case 'string':
      return 'something';
    case 'integer':
      return schema.minimum ?? 1;
    case 'boolean':
      return false;
    default:
      throw new Error(`say in this file which ${name} a request may have`);
  }
}

function resolved(schema: PublishedSchema, schemas: PublishedApi['components']['schemas']): PublishedSchema {
  return schemas[schema.$ref?.replace('#/components/schemas/', '') ?? ''] ?? schema;
}
